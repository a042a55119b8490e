/// Is a figure with its meaning: the one table from which boards, reports and the API take both.
public struct Metric: Sendable, Hashable, Identifiable {
    /// Says what the number counts or measures.
    public enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
        /// A count of sessions.
        case sessions
        /// A count of queue episodes or legs.
        case episodes
        /// A count of people.
        case agents
        /// A count of channels.
        case channels
        /// A count of places for sessions.
        case slots
        /// A count of messages.
        case messages
        /// A length of time: milliseconds inside, seconds in CSV files and the API.
        case duration
        /// A fraction, 1 for all; shown in per cent.
        case ratio
        /// Stars, 1 to 5.
        case stars
    }

    /// The name in CSV headers, reports and the API.
    public let id: String

    /// What the number counts or measures.
    public let unit: Unit

    /// The short name.
    public let name: MetricWords

    /// What exactly the number is.
    public let definition: MetricWords

    /// Creates a metric.
    init(_ id: String, _ unit: Unit, _ name: MetricWords, _ definition: MetricWords) {
        self.id = id
        self.unit = unit
        self.name = name
        self.definition = definition
    }

    /// All metrics: those of the moment first, then those of a period.
    public static let all: [Metric] = ofNow + ofWaits + ofService + ofSessions + ofWork

    /// Finds a metric by its id.
    public static func named(_ id: String) -> Metric? {
        byID[id]
    }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
}

/// Is the same words in the languages of the screens.
public struct MetricWords: Sendable, Hashable {
    /// In Portuguese of Brazil.
    public let portuguese: String

    /// In English.
    public let english: String

    /// Creates words.
    public init(_ portuguese: String, _ english: String) {
        self.portuguese = portuguese
        self.english = english
    }

    /// The words in a language, given as a BCP 47 tag; Portuguese for languages that we lack.
    public func text(in language: String) -> String {
        language == "en" || language.hasPrefix("en-") ? english : portuguese
    }
}
