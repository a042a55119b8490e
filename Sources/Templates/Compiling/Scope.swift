/// What is known at one place of a template while it is compiled.
final class Scope {
    /// The file that findings and slots belong to.
    let template: Template
    let names: [String: Value]

    /// What the user of this fragment gives for its slots.
    let slots: [String: Content]

    /// What a test around this place has found to be there.
    let present: Set<Place>

    /// The templates that are open around this place, outermost first.
    let chain: [String]

    struct Content {
        let nodes: [Node]
        let scope: Scope
    }

    init(
        template: Template,
        names: [String: Value],
        slots: [String: Content] = [:],
        present: Set<Place> = [],
        chain: [String]
    ) {
        self.template = template
        self.names = names
        self.slots = slots
        self.present = present
        self.chain = chain
    }

    /// The same place with more names.
    func adding(_ more: [String: Value]) -> Scope {
        Scope(
            template: template,
            names: names.merging(more) { _, new in new },
            slots: slots,
            present: present,
            chain: chain
        )
    }

    /// The same place under a condition.
    func under(_ condition: Condition) -> Scope {
        let certain = condition.certain
        guard !certain.isEmpty else { return self }
        return Scope(
            template: template,
            names: names,
            slots: slots,
            present: present.union(certain),
            chain: chain
        )
    }

    var source: Source { template.source }
}
