public import Engine

/// Is a report that is made in the background, and what became of it.
public struct Export: Sendable, Hashable {
    /// Says how far an export is.
    public enum State: String, Sendable, Hashable, CaseIterable, Codable {
        /// It waits for its turn.
        case queued
        /// It is being made.
        case running
        /// Its files are there.
        case done
        /// It could not be made.
        case failed
        /// Somebody did not want it any more.
        case cancelled
        /// Its files were kept for their time, and are gone.
        case expired

        /// Whether nothing more happens to it by itself, other than that it expires.
        public var isOver: Bool { self != .queued && self != .running }
    }

    /// Is a file of an export.
    public struct File: Sendable, Hashable {
        /// The format, such as `pdf`.
        public var format: String
        /// The count of bytes.
        public var size: Int64
        /// The count of pages; 0 where there are none.
        public var pages: Int
        /// The SHA-256 of the content in hexadecimal.
        public var contentHash: String

        /// Creates a file.
        public init(format: String, size: Int64, pages: Int, contentHash: String) {
            self.format = format
            self.size = size
            self.pages = pages
            self.contentHash = contentHash
        }
    }

    /// The number, which is also its id.
    public let number: Int64

    /// Who asked, and whose permissions hold.
    public let owner: ID<Agent>

    /// What is wanted.
    public let order: ExportOrder

    /// The run of a schedule that it belongs to; `nil` when a person asked.
    public let run: Int64?

    /// The title for people: the report's name until the document has one of its own.
    public let title: String

    /// How far it is.
    public let state: State

    /// How often it was begun.
    public let attempts: Int

    /// When it was asked for.
    public let createdAt: Timestamp

    /// When it was begun last.
    public let startedAt: Timestamp?

    /// When it ended.
    public let finishedAt: Timestamp?

    /// Until when its files are kept.
    public let expiresAt: Timestamp?

    /// How much its owner saw when it was made; `nil` before that, and where nobody noted it.
    public let reach: Reach?

    /// Why it failed or was cancelled.
    public let problem: ExportProblem?

    /// The files; also those that are gone.
    public let files: [File]
}

/// Is a report as somebody wants it made in the background.
public struct ExportOrder: Sendable, Hashable, Codable {
    /// The report's id.
    public var report: String
    /// The formats, each once.
    public var formats: [String]
    /// The parameters, a JSON object that fits the report's schema.
    public var parameters: String
    /// The language; `nil` for that of who asks.
    public var language: String?
    /// The time zone of its dates; `nil` for the company's.
    public var zone: String?
    /// The paper; `nil` for what the report chooses.
    public var paper: String?
    /// Whether identities and what else is confidential are left out.
    public var isPrivate: Bool

    /// Creates an order.
    public init(
        report: String,
        formats: [String],
        parameters: String = "{}",
        language: String? = nil,
        zone: String? = nil,
        paper: String? = nil,
        isPrivate: Bool = false
    ) {
        self.report = report
        self.formats = formats
        self.parameters = parameters
        self.language = language
        self.zone = zone
        self.paper = paper
        self.isPrivate = isPrivate
    }
}

/// Says why an export was not made: a stable code, and perhaps words that add to it.
public struct ExportProblem: Sendable, Hashable, Codable {
    /// Names why.
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        /// There is no such report any more.
        case unknownReport
        /// A parameter does not fit.
        case badParameter
        /// What it is about is not there, or not for who asked.
        case notFound
        /// Who asked may not have reports any more.
        case forbidden
        /// Who asked may not log in any more.
        case ownerDisabled
        /// A file would be larger than is allowed.
        case tooLarge
        /// There is no room on the disk.
        case noSpace
        /// The server stopped in the middle of it too often.
        case interrupted
        /// The report's plugin broke down, or is off.
        case plugin
        /// Somebody cancelled it.
        case cancelled
    }

    /// Why.
    public var code: Code

    /// What more is known, in English; empty for nothing.
    public var detail: String

    /// Creates a problem.
    public init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = String(detail.prefix(500))
    }
}
