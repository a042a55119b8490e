import Foundation

/// Is a request of a provider, and what must come of it if that is said.
struct ChannelFixture: Sendable {
    private let base: WebhookRequest
    private let events: [[String: String]]?
    private let status: Int
    private let refused: Int?

    /// Whether the webhook must fail.
    let fails: Bool

    init(file: URL) throws {
        let data = try Data(contentsOf: file)
        var request = WebhookRequest(
            method: "POST",
            headers: [.init("content-type", "application/json")],
            body: [UInt8](data),
            received: 0
        )
        let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        guard let root, let told = root["request"] as? [String: Any] else {
            (base, events, status, refused, fails) = (request, nil, 200, nil, false)
            return
        }
        request.method = told["method"] as? String ?? "POST"
        request.path = told["path"] as? String ?? ""
        request.query = told["query"] as? String ?? ""
        request.visitor = told["visitor"] as? String ?? ""
        let headers = told["headers"] as? [String: String] ?? [:]
        request.headers = headers.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
        if let name = told["file"] as? String {
            let other = file.deletingLastPathComponent().appending(path: name)
            request.body = [UInt8](try Data(contentsOf: other))
        } else if let json = told["json"] {
            request.body = [UInt8](
                try JSONSerialization.data(withJSONObject: json, options: .sortedKeys)
            )
        } else {
            request.body = [UInt8]((told["body"] as? String ?? "").utf8)
        }
        base = request
        events = (root["events"] as? [[String: Any]])?.map { $0.mapValues(Self.text) }
        status = root["status"] as? Int ?? 200
        refused = root["refused"] as? Int
        fails = root["fails"] as? Bool ?? false
    }

    private static func text(_ value: Any) -> String {
        if let list = value as? [Any] { return list.map(text).joined(separator: ", ") }
        return "\(value)"
    }

    /// The request, received at a moment.
    func request(now: Int64) -> WebhookRequest {
        var request = base
        request.received = now
        return request
    }

    /// Says what of a result is not as expected.
    func compare(_ result: WebhookResult) -> [String] {
        var findings: [String] = []
        if fails { findings.append("the webhook must fail, but did not") }
        if result.status != status { findings.append("status \(result.status), not \(status)") }
        if result.refused.count != refused ?? 0 {
            findings.append("refused: \(result.refused.joined(separator: "; "))")
        }
        let keys = Set(result.events.map { "\($0.account) \($0.key)" })
        if keys.count != result.events.count { findings.append("two events have the same key") }
        guard let events else { return findings }
        guard events.count == result.events.count else {
            let told = result.events.map { "\($0.described)" }.joined(separator: "; ")
            return findings + ["\(result.events.count) events, not \(events.count): \(told)"]
        }
        for (index, (expected, event)) in zip(events, result.events).enumerated() {
            let described = event.described
            for (field, value) in expected.sorted(by: { $0.key < $1.key })
            where described[field] ?? "" != value {
                let told = described[field] ?? ""
                findings.append("events[\(index)].\(field) is \"\(told)\", not \"\(value)\"")
            }
        }
        return findings
    }
}
