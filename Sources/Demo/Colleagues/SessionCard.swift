internal import Foundation

/// Is a session as a colleague sees it in their list.
struct SessionCard: Sendable, Hashable {
    var id: String
    var isWaiting: Bool
    /// The id of the agent who has it; `nil` for nobody.
    var agent: String?
    /// The id of the agent whom it waits for; `nil` when it waits for the team.
    var reservedFor: String?
    var team: String?
    var contact: String
    /// When it began to wait, in milliseconds since 1970.
    var waitingSince: Int64
    var lastInboundAt: String
    var isWindowOver: Bool
    var mayStart: Bool
    var hasTags: Bool

    /// Reads a session of the API; `nil` when it is not one.
    init?(_ json: JSON, at now: Int64) {
        guard let id = json["id"].string, let phase = json["phase"].string,
            phase == "waiting" || phase == "inService"
        else { return nil }
        self.id = id
        isWaiting = phase == "waiting"
        agent = json["agent"]["id"].string
        reservedFor = json["reservedFor"]["id"].string
        team = json["team"]["id"].string
        contact = json["contact"]["name"].string ?? ""
        waitingSince = Self.moment(json["waitingSince"]) ?? now
        lastInboundAt = json["lastInboundAt"].string ?? ""
        let window = json["window"]
        isWindowOver = window["limited"].isTrue && (Self.moment(window["endsAt"]) ?? 0) <= now
        mayStart = json["may"].elements.contains("start")
        hasTags = !json["tags"].elements.isEmpty
    }

    private static func moment(_ json: JSON) -> Int64? {
        guard let text = json.string else { return nil }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? style.parse(text)).map { Int64($0.timeIntervalSince1970 * 1_000) }
    }
}
