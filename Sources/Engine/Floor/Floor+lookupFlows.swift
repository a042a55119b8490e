internal import OrderedCollections

extension Floor {
    /// All flows, in the order they were added.
    public var allFlows: [Flow] { Array(flows.values) }

    /// All business hours, in the order they were added.
    public var allHours: [BusinessHours] { Array(hours.values) }

    /// The flow with an id.
    public func flow(_ id: ID<Flow>) -> Flow? { flows[id] }

    /// The flow with a name in URLs.
    public func flow(slug: String) -> Flow? { flows.values.first { $0.slug == slug } }

    /// The version of a flow with an id.
    public func flowVersion(_ id: ID<FlowVersion>) -> FlowVersion? { flowVersions[id] }

    /// All versions of a flow, the first one first.
    public func versions(of flow: ID<Flow>) -> [FlowVersion] {
        flowVersions.values.filter { $0.flow == flow }.sorted { $0.number < $1.number }
    }

    /// The business hours with an id.
    public func businessHours(_ id: ID<BusinessHours>) -> BusinessHours? { hours[id] }
}
