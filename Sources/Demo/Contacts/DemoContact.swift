/// Is a person who writes to the demo's company.
public struct DemoContact: Sendable, Hashable {
    /// The name that the person goes by.
    public var name: String

    /// The telephone as E.164 digits without the plus.
    public var phone: String

    /// Creates a person.
    public init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }
}
