internal import OrderedCollections

extension Floor {
    /// Decides a change of one of the company's smaller nouns.
    func configureItem(
        _ configuration: Configuration,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        switch configuration {
        case .hours(let item):
            try checkSlug(item.slug, of: item.id, among: hours.values.map { ($0.id, $0.slug) })
            try checkName(item.name)
            try item.check()
            return saved(item, \.id, among: hours, as: Configuration.hours, at: &moment)
        case .flow(var item):
            try checkSlug(item.slug, of: item.id, among: flows.values.map { ($0.id, $0.slug) })
            try checkName(item.name)
            item.current = flows[item.id]?.current
            return saved(item, \.id, among: flows, as: Configuration.flow, at: &moment)
        case .canned(let item):
            try check(item)
            return saved(item, \.id, among: canned, as: Configuration.canned, at: &moment)
        case .disposition(let item):
            try check(item)
            return saved(
                item,
                \.id,
                among: dispositions,
                as: Configuration.disposition,
                at: &moment
            )
        case .field(let item):
            try check(item)
            return saved(item, \.id, among: fields, as: Configuration.field, at: &moment)
        case .contactGroup(let item):
            let others = contactGroups.values.map { ($0.id, $0.slug) }
            try checkSlug(item.slug, of: item.id, among: others)
            try checkName(item.name)
            return saved(
                item,
                \.id,
                among: contactGroups,
                as: Configuration.contactGroup,
                at: &moment
            )
        case .pauseReason(let item):
            try check(item)
            return saved(
                item,
                \.id,
                among: pauseReasons,
                as: Configuration.pauseReason,
                at: &moment
            )
        case .permissionGroup(let item):
            try check(item)
            return saved(
                item,
                \.id,
                among: permissionGroups,
                as: Configuration.permissionGroup,
                at: &moment
            )
        default:
            // Versions are made by publishing alone.
            throw .forbidden
        }
    }

    /// The event that saves an item, with an id if it is new; none when it is there already.
    private func saved<Item: Hashable>(
        _ given: Item,
        _ id: WritableKeyPath<Item, ID<Item>>,
        among items: OrderedDictionary<ID<Item>, Item>,
        as configuration: (Item) -> Configuration,
        at moment: inout Moment
    ) -> [Event] {
        var item = given
        if item[keyPath: id] == .new { item[keyPath: id] = moment.ids.next(at: moment.now) }
        return items[item[keyPath: id]] == item ? [] : [.configured(configuration(item))]
    }

    private func check(_ reason: PauseReason) throws(Refusal) {
        try checkName(reason.name)
        let name = reason.name.asName.folded
        // Presence and reports know a reason by its name.
        let isTaken = pauseReasons.values.contains {
            $0.id != reason.id && $0.name.asName.folded == name
        }
        guard !isTaken else { throw .inUse(.pauseReason) }
        guard (0...86_400).contains(reason.limitSeconds) else { throw .invalid("limitSeconds") }
    }

    private func check(_ group: PermissionGroup) throws(Refusal) {
        let others = permissionGroups.values.map { ($0.id, $0.slug) }
        try checkSlug(group.slug, of: group.id, among: others)
        try checkName(group.name)
        guard case .only(let named) = group.teams else { return }
        for team in named where teams[team] == nil { throw .notFound(.team) }
    }

    /// Folds a change of one of the smaller nouns into the floor.
    mutating func applyItem(_ configuration: Configuration) {
        switch configuration {
        case .hours(let item): keep(item, item.id, \.hours)
        case .flow(let item): keep(item, item.id, \.flows)
        case .flowVersion(let item): keep(item, item.id, \.flowVersions)
        case .canned(let item): keep(item, item.id, \.canned)
        case .disposition(let item): keep(item, item.id, \.dispositions)
        case .field(let item): keep(item, item.id, \.fields)
        case .contactGroup(let item): keep(item, item.id, \.contactGroups)
        case .pauseReason(let item): keep(item, item.id, \.pauseReasons)
        case .permissionGroup(let item): keep(item, item.id, \.permissionGroups)
        case .remove(let item): drop(item)
        default: return
        }
    }

    private mutating func keep<Item>(
        _ item: Item,
        _ id: ID<Item>,
        _ table: WritableKeyPath<Floor, OrderedDictionary<ID<Item>, Item>>
    ) {
        self[keyPath: table][id] = item
        lastID = max(lastID, id.value)
    }

    private mutating func drop(_ item: Removable) {
        switch item {
        case .hours(let id): hours[id] = nil
        case .flow(let id): flows[id] = nil
        case .canned(let id): canned[id] = nil
        case .disposition(let id): dispositions[id] = nil
        case .field(let id): fields[id] = nil
        case .contactGroup(let id): contactGroups[id] = nil
        case .pauseReason(let id): pauseReasons[id] = nil
        case .permissionGroup(let id): permissionGroups[id] = nil
        case .template(let id): templates[id] = nil
        }
    }
}
