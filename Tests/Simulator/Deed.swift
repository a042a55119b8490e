/// Is one thing that happens in a simulated company.
///
/// People and things are named by small numbers, never by ids: a script from which deeds were taken
/// still means the same.
public enum Deed: Sendable, Hashable {
    // MARK: The clock and the machine

    /// Time passes; less than nothing sets the clock back.
    case wait(seconds: Int64)
    /// The clock of the server ticks.
    case tick
    /// The batch is written.
    case commit
    /// The batch is lost, as when the disk refuses it.
    case crash
    /// The process dies with its batch and starts again.
    case kill
    /// The server stops in order and starts again.
    case restart
    /// The disk is full until a batch fails.
    case fillDisk
    /// Everything is compared with everything.
    case check

    // MARK: Contacts and providers

    /// A contact's event comes in; the same key again is the same event again.
    case hear(Place, key: Int, secondsAgo: Int64, Saying)
    /// A provider tells how far one of the last messages to a place got.
    case report(Place, back: Int, Word, key: Int)
    /// A provider tells of a template's state.
    case judge(channel: Int, isApproved: Bool, key: Int)

    // MARK: People who work here

    /// An agent takes a session.
    case start(agent: Int, Place)
    /// Someone moves a session.
    case transfer(agent: Int, Place, to: Goal)
    /// Someone ends a session, and may classify it.
    case close(Who, Place, disposition: Int? = nil)
    /// Someone classifies a session.
    case classify(agent: Int, Place, disposition: Int)
    /// An agent puts a label on a session, or takes it off.
    case tag(agent: Int, Place, tag: Int, isOn: Bool)
    /// An agent writes to the contact.
    case send(agent: Int, Place, Saying)
    /// An agent writes a note.
    case note(agent: Int, Place)
    /// An agent saw what came.
    case markRead(agent: Int, Place)
    /// An agent begins a conversation.
    case begin(agent: Int, Place, team: Int, Saying)
    /// An agent sends one of the last messages to a place again.
    case resend(agent: Int, Place, back: Int)
    /// An agent saves a contact.
    case save(agent: Int, contact: Int, name: String)
    /// An agent changes the contact of a place.
    case edit(agent: Int, Place, name: String)
    /// An agent writes down what is known of the contact of a place, or takes it back.
    case fill(agent: Int, Place, field: Int, value: String?)
    /// An agent begins a session for the last message that began none.
    case open(agent: Int, Place)
    /// An agent makes one contact of two: the first is kept.
    case merge(agent: Int, Place, Place)
    /// An agent undoes the merge of a contact.
    case separate(agent: Int, Place)
    /// An agent erases the contact of a place.
    case erase(agent: Int, Place)
    /// An agent's screen comes or goes.
    case connect(agent: Int, isOpen: Bool)
    /// Someone changes how an agent is.
    case presence(Who, of: Int, Mood)

    // MARK: The dispatcher

    /// The dispatcher hands the next message of a place to the provider.
    case handOver(Place)
    /// The provider answers.
    case answer(Place, Answer)

    // MARK: Administrators

    /// An administrator changes the company.
    case arrange(Arrangement)
}

extension Deed {
    /// Whether it asks the company for something, and is not about its clock or machine alone.
    var isCommand: Bool {
        switch self {
        case .wait, .commit, .crash, .kill, .restart, .fillDisk, .check: false
        default: true
        }
    }

    /// Where a contact is heard.
    var place: Place? {
        if case .hear(let place, _, _, _) = self { place } else { nil }
    }
}

/// Is a contact on a channel.
public struct Place: Sendable, Hashable {
    /// The number of the contact.
    public let contact: Int

    /// The number of the channel.
    public let channel: Int

    /// Creates a place.
    public init(_ contact: Int, on channel: Int) {
        self.contact = contact
        self.channel = channel
    }
}

/// Is what someone says.
public enum Saying: Sendable, Hashable {
    case words(String)
    case photo
    case template
    case echo(String)
    case reaction
    case edit(String)
    case deletion
    case notice
    /// What a machine wrote.
    case automatic(String)
}

/// Is what a provider says of a message.
public enum Word: Sendable, Hashable {
    case accepted
    case delivered
    case read
    case failed
}

/// Is how a provider answers.
public enum Answer: Sendable, Hashable {
    case accepted
    case refused
    case later(seconds: Int64)
    case sometime
    case windowClosed
    case nothing
}

/// Is who does something.
public enum Who: Sendable, Hashable {
    case agent(Int)
    case contact
    case console
    case system
}

/// Is where a transfer leads.
public enum Goal: Sendable, Hashable {
    case team(Int)
    case agent(Int, team: Int)
}

/// Is how an agent is.
public enum Mood: Sendable, Hashable {
    case available
    case paused
    case offline
}

/// Is a change of what the company consists of.
public enum Arrangement: Sendable, Hashable {
    case team(Int, isActive: Bool, targetSeconds: Int64)
    case addTeam(Int)
    case removeTeam(Int)
    case agent(Int, teams: [Int], limit: Int, isActive: Bool)
    case scope(of: Int, teams: [Int])
    case channel(Int, team: Int, isActive: Bool)
    case addChannel(Int)
    case removeChannel(Int)
    case removeTag(Int)
    case addTag(Int)
    case company(name: String)
    case rule(team: Int, Rule)
    case filter(isOn: Bool)
    case refusalWords(isOn: Bool)
    case keepAlive(seconds: Int64)
    case texts(isOn: Bool)
    case hours(Int, opens: Int, closes: Int)
    case disposition(Int, isActive: Bool)
    case history(of: Int, Int)
    case flow(channel: Int, Int?)
    case publish(Int)
    case window(channel: Int, seconds: Int64)
    case loadShare(Int)
    case group(Int, teams: [Int]?, areas: Int)
    case member(Int, of: Int?)
    case removeGroup(Int)
    case field(Int, isActive: Bool)
}

/// Is a rule of a team.
public enum Rule: Sendable, Hashable {
    case distribution(Int, reservationSeconds: Int64)
    case hours(Int?, goesTo: Int?, closes: Bool)
    case unavailable(goesTo: Int?, seconds: Int64)
    case waitLimit(goesTo: Int?, seconds: Int64)
    case warning(seconds: Int64, closeSeconds: Int64)
    case requeue(silentSeconds: Int64, offlineSeconds: Int64, closes: Bool)
    case queueLimit(seconds: Int64)
    case reopening(seconds: Int64)
    case asks(disposition: Bool, rating: Bool)
}
