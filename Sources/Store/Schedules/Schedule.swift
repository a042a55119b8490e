public import Engine

/// Is a report that is made again and again, and sent by mail.
public struct Schedule: Sendable, Hashable {
    /// The id.
    public let id: Int64

    /// Whose permissions hold.
    public let owner: ID<Agent>

    /// What is made, when, and for whom.
    public let draft: ScheduleDraft

    /// Why it was paused by itself; `nil` when a person did it, or it is active.
    public let problem: String?

    /// When it is due; `nil` while it is paused.
    public let nextAt: Timestamp?

    /// When it was made.
    public let createdAt: Timestamp
}

/// Is a schedule as somebody wants it.
public struct ScheduleDraft: Sendable, Hashable {
    /// Is somebody who gets the report.
    public struct Recipient: Sendable, Hashable, Codable {
        /// The address.
        public var address: String
        /// The name; empty for none.
        public var name: String
        /// The language of the mail; `nil` for the report's.
        public var language: String?

        /// Creates a recipient.
        public init(address: String, name: String = "", language: String? = nil) {
            self.address = address
            self.name = name
            self.language = language
        }
    }

    /// What its owner calls it.
    public var name: String
    /// What is made; without its period.
    public var order: ExportOrder
    /// The period, as of the day on which it is due; `nil` for a report without one.
    public var period: RelativePeriod?
    /// When.
    public var recurrence: Recurrence
    /// For whom.
    public var recipients: [Recipient]
    /// The subject of the mails; `nil` for the house's words.
    public var subject: String?
    /// Words that stand before those of the house; `nil` for none.
    public var message: String?
    /// Whether it is made at its times.
    public var isActive: Bool

    /// Creates a draft.
    public init(
        name: String,
        order: ExportOrder,
        period: RelativePeriod?,
        recurrence: Recurrence,
        recipients: [Recipient],
        subject: String? = nil,
        message: String? = nil,
        isActive: Bool = true
    ) {
        self.name = name
        self.order = order
        self.period = period
        self.recurrence = recurrence
        self.recipients = recipients
        self.subject = subject
        self.message = message
        self.isActive = isActive
    }
}

/// Is one time that a schedule was done.
public struct ScheduleRun: Sendable, Hashable {
    /// Says how far a run is.
    public enum State: String, Sendable, Hashable, CaseIterable, Codable {
        /// The report is being made.
        case making
        /// The mails go out.
        case sending
        /// Everyone has it.
        case done
        /// Some have it, and some do not, or nobody knows.
        case partial
        /// Nobody has it.
        case failed
    }

    /// The number, which is also its id.
    public let number: Int64
    /// The schedule.
    public let schedule: Int64
    /// When it was due.
    public let dueAt: Timestamp
    /// When it was begun.
    public let startedAt: Timestamp
    /// When it ended.
    public let finishedAt: Timestamp?
    /// Whether a person asked for it.
    public let isManual: Bool
    /// Whether it was begun later than it was due, since the server did not run.
    public let isLate: Bool
    /// How many earlier times were left out for it.
    public let missed: Int
    /// The period; `nil` for a report without one.
    public let period: Range<Timestamp>?
    /// How far it is.
    public let state: State
    /// The export that makes the report.
    public let export: Int64?
    /// Why it failed.
    public let problem: ExportProblem?
}

/// Is the mail of a run to one person, and what became of it.
public struct Mailing: Sendable, Hashable {
    /// Says how far a mail is.
    public enum State: String, Sendable, Hashable, CaseIterable, Codable {
        /// It waits to go, for the first time or again.
        case queued
        /// It is on its way at this moment.
        case sending
        /// The server took it.
        case sent
        /// It was given up.
        case failed
        /// Nobody knows whether the server took it; it does not go again by itself.
        case unknown
    }

    /// The number, which is also its id.
    public let number: Int64
    /// The run.
    public let run: Int64
    /// Whether it tells the owner of a failure, and has no report with it.
    public let isNotice: Bool
    /// Who gets it.
    public let recipient: ScheduleDraft.Recipient
    /// What no other mail has, the same at every attempt.
    public let messageID: String
    /// How far it is.
    public let state: State
    /// The count of attempts.
    public let attempts: Int
    /// When it is tried next.
    public let nextAttemptAt: Timestamp?
    /// When it was tried last.
    public let lastAttemptAt: Timestamp?
    /// The status that the mail server answered last.
    public let status: Int?
    /// What the mail server said last, or what kept it from being asked.
    public let answer: String?
}
