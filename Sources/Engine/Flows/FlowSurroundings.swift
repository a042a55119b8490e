/// Is what a flow may refer to, against which it is checked.
public struct FlowSurroundings: Sendable, Hashable {
    /// The teams that take sessions.
    public var teams: Set<ID<Team>>

    /// The business hours.
    public var hours: Set<ID<BusinessHours>>

    /// The slugs of the fields that are asked of contacts.
    public var contactFields: Set<String>

    /// The longest label of an option, in Unicode scalars, on the channels that use the flow.
    public var maximumButtonTitle: Int

    /// Creates surroundings.
    public init(
        teams: Set<ID<Team>> = [],
        hours: Set<ID<BusinessHours>> = [],
        contactFields: Set<String> = [],
        maximumButtonTitle: Int = 20
    ) {
        self.teams = teams
        self.hours = hours
        self.contactFields = contactFields
        self.maximumButtonTitle = maximumButtonTitle
    }
}
