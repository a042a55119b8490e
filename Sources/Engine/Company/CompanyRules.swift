/// Says what holds in the whole company.
public struct CompanyRules: Sendable, Hashable, Codable {
    /// The automatic messages; those not here are not sent.
    public var texts: [AutomaticText: String] = [:]

    /// Which words are refused, and which begin no session.
    public var wordFilter = WordFilter()

    /// What the menu of a waiting card offers.
    public var cardActions = Set(CardAction.allCases)

    /// After how long without a connection an available agent is taken to be offline, in seconds;
    /// 0 for never.
    public var keepAliveSeconds: Int64 = 0

    /// How many sessions of deferred channels, such as e-mail, take as much of an agent's limit as
    /// one of another channel; at least 1.
    public var deferredLoadShare = 3

    /// When the operational day begins, in minutes after midnight.
    public var dayCutMinutes = 0

    /// The words with which a contact refuses what we begin, such as "SAIR"; a message must be one.
    public var refusalWords: [String] = []

    /// After how many days without a session a contact is erased, and after how many the words of a
    /// closed session are; 0 for never.
    public var retentionDays = 0

    /// How documents and boards look.
    public var brand = Brand()

    /// Creates the rules of a company that nobody configured.
    public init() {}
}

/// Is an entry of a waiting card's menu, which an administrator may switch off.
public enum CardAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// See the conversation without taking it.
    case conversation
    /// Send a message template.
    case template
    /// See the contact's closed sessions.
    case history
    /// Edit the contact.
    case editContact
    /// Transfer the session.
    case transfer
}

/// Says on what occasion a message goes out by itself.
public enum AutomaticText: String, Sendable, Hashable, Codable, CaseIterable,
    CodingKeyRepresentable
{
    /// A session began with the contact's message.
    case greeting
    /// It entered a queue outside the team's hours.
    case outOfHours
    /// It entered the queue of a team of which nobody is there.
    case nobodyAvailable
    /// It entered a queue.
    case enteredQueue
    /// An agent took it.
    case serviceStarted
    /// A person moved it.
    case transferred
    /// It will be closed soon.
    case aboutToClose
    /// It was closed.
    case closed
    /// The contact is asked for a rating.
    case rating
    /// The contact's refusal of what we begin was taken.
    case refusalTaken
}
