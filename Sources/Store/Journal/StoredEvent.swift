import Engine

/// Is an event as the journal keeps it: numbers and words of ours, never bodies or identities.
struct StoredEvent {
    /// Names a kind of event in the journal; never renamed.
    enum Kind: String {
        case sessionOpened = "session-opened"
        case legChanged = "leg-changed"
        case sessionClosed = "session-closed"
        case messageAdded = "message-added"
        case deliveryChanged = "delivery-changed"
        case contentChanged = "content-changed"
        case windowChanged = "window-changed"
        case noteAdded = "note-added"
        case tagAdded = "tag-added"
        case tagRemoved = "tag-removed"
        case sessionRead = "session-read"
        case contactChanged = "contact-changed"
        case presenceChanged = "presence-changed"
        case configured
        case noticeReceived = "notice-received"
        case deliveryCameEarly = "delivery-came-early"
        case inboundAccepted = "inbound-accepted"
        case messageAdopted = "message-adopted"
        case sessionReopened = "session-reopened"
        case sessionWarned = "session-warned"
        case flowMoved = "flow-moved"
        case automationCut = "automation-cut"
        case dispositionSet = "disposition-set"
        case ratingAsked = "rating-asked"
        case rated
        case humanWindowChanged = "human-window-changed"
        case contactsMerged = "contacts-merged"
        case contactsSeparated = "contacts-separated"
        case contactErased = "contact-erased"
        case wordsErased = "words-erased"
        case heldRequestTaken = "held-request-taken"
    }

    /// What it is.
    var kind: Kind

    /// The session on whose timeline it stands.
    var session: Int64?

    /// The message, note, tag, contact or agent that it is about.
    var subject: Int64?

    /// The version of the data's form.
    var version = 1

    /// The rest, as JSON.
    var data = "{}"
}

extension StoredEvent {
    /// Brings the data of an older version into the form that this program reads.
    ///
    /// - Throws: `JournalError.newerEvent` for a form that this program does not know.
    func upcast() throws -> StoredEvent {
        // Every form is still the first: an upcaster takes its place here when one changes.
        guard version == 1 else {
            throw JournalError.newerEvent(type: kind.rawValue, version: version)
        }
        return self
    }
}

/// Says why the journal cannot be read.
public enum JournalError: Error, Sendable, Hashable {
    /// An event has a form that only a newer program knows.
    case newerEvent(type: String, version: Int)
    /// An event is of a kind that this program does not know, or is not what its kind says.
    case unreadable(sequence: Int64, reason: String)
}

extension Actor {
    /// The number that stands for the actor: an agent's id, or one of ours that is no id.
    var number: Int64 {
        switch self {
        case .agent(let id): id.value
        case .system: 0
        case .contact: -1
        case .console: -2
        }
    }

    /// Reads the number.
    init(number: Int64) {
        switch number {
        case 0: self = .system
        case -1: self = .contact
        case -2: self = .console
        default: self = .agent(ID(number))
        }
    }
}

extension Message.Author {
    /// The number that stands for the author: an agent's id, or one of ours that is no id.
    var number: Int64 {
        switch self {
        case .agent(let id): id.value
        case .automatic: 0
        case .contact: -1
        case .elsewhere: -2
        }
    }

    /// Reads the number.
    init(number: Int64) {
        switch number {
        case 0: self = .automatic
        case -1: self = .contact
        case -2: self = .elsewhere
        default: self = .agent(ID(number))
        }
    }
}
