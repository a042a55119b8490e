/// One file, read and with its declaration understood.
struct Template: Sendable {
    /// The folder and name without extension, such as `fragments/card`.
    let name: String
    let source: Source

    /// What stands in `c:template` after `c:facts`.
    let nodes: [Node]

    /// What it is given.
    let shape: Shape

    /// The names of its slots; the unnamed one is the empty name.
    let slots: Set<String>

    var isMail: Bool { name.hasPrefix("mail/") }

    static func slots(in nodes: [Node]) -> Set<String> {
        var found: Set<String> = []
        for case .element(let element) in nodes {
            if element.space == .template, element.name == "slot" {
                found.insert(element.attribute("name")?.value.text ?? "")
            }
            found.formUnion(slots(in: element.children))
        }
        return found
    }
}
