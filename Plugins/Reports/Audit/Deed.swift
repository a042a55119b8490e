import Foundation
import PluginKit

/// Says in words what somebody did.
struct Deed {
    /// Is one field that was changed, as the dataset tells of it.
    private struct Change: Decodable {
        var field: String
        var old: String?
        var new: String?
    }

    /// Is what was chosen for one parameter of a report.
    private struct Choice: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let isOn = try? container.decode(Bool.self) {
                text = isOn ? "✓" : "–"
            } else if let number = try? container.decode(Double.self) {
                text = Int64(exactly: number).map(String.init) ?? "\(number)"
            } else {
                text = try container.decode(Selection.self).values.joined(separator: ", ")
            }
        }
    }

    // The most changes that a cell lists; machines get all.
    private static let most = 8

    private let words: Words
    private let job: ReportJob

    init(_ words: Words, in job: ReportJob) {
        self.words = words
        self.job = job
    }

    /// The cells of a deed: when, who, about what, what, on what, what changed.
    func cells(_ rows: Rows) -> [Cell] {
        let kind = rows.text("kind")
        let actor = rows.text("actor")
        let by = rows.text("actor_kind")
        let unknown = words(by.isEmpty ? "audit.actor.unknown" : "audit.actor." + by)
        let object = rows.text("object")
        let changes = changes(rows.text("changes"))
        return [
            Cell(rows["moment"]),
            Cell(.text(actor.isEmpty ? unknown : actor), tone: actor.isEmpty ? .muted : .neutral),
            Cell(
                .text(words("audit.kind." + kind)),
                tone: kind == "permissions" ? .accent : .neutral
            ),
            Cell(.text(action(rows))),
            Cell(object.isEmpty ? rows["object_id"] : .text(object)),
            Cell(changes.isEmpty ? .nothing : .text(changes)),
        ]
    }

    private func action(_ rows: Rows) -> String {
        let action = rows.text("action")
        let state = rows.text("state")
        let values = [
            "object": words("audit.object." + rows.text("object_kind")),
            "state": state.isEmpty ? "" : words("audit.state." + state),
        ]
        return words("audit.action." + action, values)
    }

    private func changes(_ json: String) -> String {
        guard !json.isEmpty,
            let changes = try? JSONDecoder().decode([Change].self, from: Data(json.utf8))
        else { return "" }
        var lines = changes.prefix(Self.most).map { change in
            if change.field == "parameters", let told = parameters(change.new) { return told }
            let name = name(of: change.field)
            if change.field == "placement", let placement = change.new {
                return "\(name): \(words("audit.placement." + placement))"
            }
            switch (change.old, change.new) {
            case (let old?, let new?): return "\(name): \(old) → \(new)"
            case (nil, let new?): return "\(name): \(new)"
            case (let old?, nil): return words("audit.change.gone", ["field": name, "old": old])
            case (nil, nil): return name
            }
        }
        let more = changes.count - lines.count
        if more > 0 { lines.append(words("audit.change.more", count: more)) }
        return lines.joined(separator: "\n")
    }

    /// Says what a report was asked for, each choice with its name; `nil` for what is no such list.
    private func parameters(_ json: String?) -> String? {
        guard let json,
            let chosen = try? JSONDecoder().decode([String: Choice].self, from: Data(json.utf8))
        else { return nil }
        let period = Period(from: chosen["from"]?.text, to: chosen["to"]?.text)
        let hasPeriod = period.from != nil || period.to != nil
        let others = chosen.filter { !hasPeriod || $0.key != "from" && $0.key != "to" }
            .sorted { $0.key < $1.key }
            .map { name, choice in "\(parameter(name)): \(choice.text)" }
        return ((hasPeriod ? [period.text(job, words)] : []) + others).joined(separator: " · ")
    }

    /// The words for a choice of a report; one that has none keeps its name.
    private func parameter(_ name: String) -> String {
        for key in ["report.filter." + name, "audit.parameter." + name] {
            let found = words(key)
            if found != key { return found }
        }
        return name
    }

    /// The words for a field; one that has none keeps its name, which the API shows too.
    private func name(of field: String) -> String {
        let key = "audit.field." + field
        let found = words(key)
        return found == key ? field : found
    }
}
