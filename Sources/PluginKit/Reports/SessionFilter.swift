/// Says which sessions a report is about: the filters of the history page.
///
/// Decode it from the job's parameters and hand it to `call.query` as it came: the datasets of the
/// host take the same names. References are ids or slugs, agents also e-mail addresses.
///
/// ```swift
/// static let schema = SessionFilter.schema()
///
/// func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
///     let filter = try job.parameters(as: SessionFilter.self)
///     try paper.begin(ReportHead("Flock", job, filter, call: call), job, call: call)
///     let sessions = try call.query("sessions", filter)
/// ```
public struct SessionFilter: Codable, Sendable, Hashable {
    /// The start of the period, inclusive.
    public var from: String?
    /// The end of the period, exclusive.
    public var to: String?
    /// What the period is about: `started`, `ended` or `active`.
    public var basis: String?
    /// The phases.
    public var phase: Selection?
    /// The channels.
    public var channel: Selection?
    /// The teams that took part.
    public var team: Selection?
    /// The agents that took part.
    public var agent: Selection?
    /// The labels, one of which the session has.
    public var tag: Selection?
    /// The dispositions, categories with all below them.
    public var disposition: Selection?
    /// How the session ended: `success` or `lost`.
    public var outcome: Selection?
    /// The contact, with all that were merged into it.
    public var contact: String?
    /// The protocol number.
    public var `protocol`: String?
    /// Words of messages or of the contact's name.
    public var text: String?

    /// Creates a filter that lets everything pass.
    public init() {}

    /// The period.
    public var period: Period {
        get { Period(from: from, to: to) }
        set { (from, to) = (newValue.from, newValue.to) }
    }

    /// Names what can be chosen.
    public enum Part: String, Sendable, Hashable, CaseIterable {
        case from, to, basis, phase, channel, team, agent, tag, disposition, outcome, contact
        case `protocol`, text
    }

    /// Writes the JSON Schema of the parameters of a report that takes some parts, and perhaps
    /// parameters of its own: properties by name, each with its schema.
    ///
    /// `basis` is what the report takes when none is given.
    public static func schema(
        _ parts: [Part] = Part.allCases,
        basis: String = "started",
        description: String = "",
        adding own: KeyValuePairs<String, String> = [:]
    ) -> String {
        let properties =
            parts.map { (name: $0.rawValue, schema: $0.schema(basis)) }
            + own.map { (name: $0.key, schema: $0.value) }
        let lines = properties.map { "    \"\($0.name)\": \($0.schema)" }
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "description": "\(description)",
              "additionalProperties": false,
              "$defs": { "choice": { "oneOf": [ { "type": "string" }, { "type": "array", "items": { "type": "string" } } ] } },
              "properties": {
            \(lines.joined(separator: ",\n"))
              }
            }
            """
    }
}

extension SessionFilter.Part {
    fileprivate func schema(_ basis: String) -> String {
        switch self {
        case .from: #"{ "type": "string", "format": "date-time", "title": "De" }"#
        case .to: #"{ "type": "string", "format": "date-time", "title": "Até (exclusive)" }"#
        case .basis:
            """
            { "enum": ["started", "ended", "active"], "default": "\(basis)", "title": "Sessões" }
            """
        case .phase: Self.choice("Situação")
        case .channel: Self.choice("Canal")
        case .team: Self.choice("Equipe")
        case .agent: Self.choice("Agente")
        case .tag: Self.choice("Tag")
        case .disposition: Self.choice("Tabulação")
        case .outcome: Self.choice("Resultado")
        case .contact: #"{ "type": "string", "title": "Contato" }"#
        case .protocol: #"{ "type": "string", "title": "Protocolo" }"#
        case .text: #"{ "type": "string", "title": "Texto" }"#
        }
    }

    private static func choice(_ title: String) -> String {
        ##"{ "$ref": "#/$defs/choice", "title": "\##(title)" }"##
    }
}
