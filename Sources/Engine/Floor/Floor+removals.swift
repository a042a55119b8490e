internal import OrderedCollections

extension Floor {
    /// Passes when something of the configuration exists and nothing refers to it.
    ///
    /// What only closed sessions and contacts name may go: the books keep its name for them.
    func checkRemoval(_ configuration: Configuration) throws(Refusal) {
        switch configuration {
        case .removeTeam(let id):
            guard teams[id] != nil else { throw .notFound(.team) }
            try checkRemoval(of: id)
        case .removeChannel(let id):
            guard channels[id] != nil else { throw .notFound(.channel) }
            try checkUnused(id)
        case .removeTag(let id):
            guard tags[id] != nil else { throw .notFound(.tag) }
            if sessions.values.contains(where: { $0.tags.contains(id) }) { throw .inUse(.session) }
        case .remove(let item):
            try checkRemoval(of: item)
        default:
            return
        }
    }

    /// Passes when no session is open on a channel and nothing waits to go out by it.
    func checkUnused(_ channel: ID<Channel>) throws(Refusal) {
        if sessions.values.contains(where: { $0.channel == channel }) { throw .inUse(.session) }
        if pending.entries.values.contains(where: { $0.channel == channel }) {
            throw .inUse(.message)
        }
    }

    private func checkRemoval(of item: Removable) throws(Refusal) {
        switch item {
        case .hours(let id):
            guard hours[id] != nil else { throw .notFound(.hours) }
            if teams.values.contains(where: { $0.rules.hours == id }) { throw .inUse(.team) }
            if agents.values.contains(where: { $0.workday == id }) { throw .inUse(.agent) }
            if flowsRefer(to: id) { throw .inUse(.flow) }
        case .flow(let id):
            guard flows[id] != nil else { throw .notFound(.flow) }
            if channels.values.contains(where: { $0.flow == id }) { throw .inUse(.channel) }
            let versions = Set(flowVersions.values.filter { $0.flow == id }.map(\.id))
            let isRunning = sessions.values.contains { session in
                session.flow.map { versions.contains($0.version) } ?? false
            }
            if isRunning { throw .inUse(.session) }
        case .canned(let id):
            guard canned[id] != nil else { throw .notFound(.canned) }
        case .disposition(let id):
            guard dispositions[id] != nil else { throw .notFound(.disposition) }
            if dispositions.values.contains(where: { $0.parent == id }) {
                throw .inUse(.disposition)
            }
            if sessions.values.contains(where: { $0.disposition == id }) { throw .inUse(.session) }
        case .field(let id):
            guard fields[id] != nil else { throw .notFound(.field) }
        case .contactGroup(let id):
            guard contactGroups[id] != nil else { throw .notFound(.contactGroup) }
            if agents.values.contains(where: { $0.contactGroups.contains(id) }) {
                throw .inUse(.agent)
            }
        case .pauseReason(let id):
            guard pauseReasons[id] != nil else { throw .notFound(.pauseReason) }
        case .permissionGroup(let id):
            guard permissionGroups[id] != nil else { throw .notFound(.permissionGroup) }
            if agents.values.contains(where: { $0.group == id }) { throw .inUse(.agent) }
        case .template(let id):
            guard templates[id] != nil else { throw .notFound(.template) }
        }
    }
}
