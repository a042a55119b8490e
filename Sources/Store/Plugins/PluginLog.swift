public import Engine
import GRDB

/// Says what an administrator did with a plugin.
public enum PluginDeed: Sendable, Hashable {
    /// Chose where it runs; `nil` leaves it to the house.
    case placed(String, placement: String?)
    /// Let it begin again after its process had kept ending.
    case resumed(String)
    /// Let plugins run though parts of the sandbox are missing on this machine.
    case acceptedSandbox(missing: [String])
}

/// Is the book of what administrators did with plugins, which the audit reads.
public struct PluginLog: Sendable {
    let side: DatabaseQueue

    /// Writes down what was done, and by whom.
    public func add(_ deed: PluginDeed, by actor: Actor, at now: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    INSERT INTO plugin_log (at, actor, action, plugin, detail)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    now.milliseconds, actor.number, deed.action, deed.plugin, deed.detail,
                ]
            )
        }
    }
}

extension PluginDeed {
    fileprivate var action: String {
        switch self {
        case .placed: "placed"
        case .resumed: "resumed"
        case .acceptedSandbox: "accepted"
        }
    }

    fileprivate var plugin: String {
        switch self {
        case .placed(let plugin, _), .resumed(let plugin): plugin
        case .acceptedSandbox: ""
        }
    }

    fileprivate var detail: String {
        switch self {
        case .placed(_, let placement): placement ?? ""
        case .resumed: ""
        case .acceptedSandbox(let missing): missing.joined(separator: " ")
        }
    }
}
