internal import Engine
internal import Foundation
internal import PluginHost
internal import Store

/// Sends one delivery once, and says how that went.
struct WebhookPost: Sendable {
    /// How long an attempt may take, in milliseconds.
    static let timeout: Int64 = 15_000

    // Of a short answer all is read, so that the connection can be used again.
    private static let shortAnswer = 8 << 10

    let egress: any HTTPEgress
    let policy: WebhookPolicy
    let clock: WallClock

    /// Is what an address answered.
    private struct Answer {
        var status: Int
        var retryAfter: Int64?
    }

    /// Sends a delivery; with how many seconds the address wants us to wait.
    func send(_ delivery: PendingDelivery) async -> (attempt: WebhookAttempt, wish: Int64?) {
        let began = clock.now()
        var attempt = WebhookAttempt(status: nil, error: nil, milliseconds: 0, at: began)
        var wish: Int64?
        do {
            let answer = try await inTime { try await exchange(delivery, at: began) }
            attempt.status = answer.status
            wish = answer.retryAfter
            switch answer.status {
            case 200..<300: break
            case 300..<400: attempt.error = "answered \(answer.status); redirects are not followed"
            default: attempt.error = "answered \(answer.status)"
            }
        } catch {
            attempt.error = Self.words(of: error)
        }
        attempt.at = clock.now()
        attempt.milliseconds = max(0, attempt.at.since(began))
        return (attempt, wish)
    }

    private func exchange(_ delivery: PendingDelivery, at now: Timestamp) async throws -> Answer {
        let isPrivate = try policy.admit(delivery.url)
        let bytes = Array(delivery.body.utf8)
        let headers = [
            ("content-type", "application/json"), ("user-agent", "Conecta"), ("accept", "*/*"),
        ]
        let response = try await egress.send(
            EgressRequest(
                method: "POST",
                url: delivery.url,
                headers: (headers + delivery.headers(at: now)).map { name, value in
                    WebhookRequest.Header(name, value)
                },
                body: EgressBody(length: UInt64(bytes.count)) {
                    AsyncThrowingStream { stream in
                        stream.yield(bytes)
                        stream.finish()
                    }
                },
                permitsPrivateAddresses: isPrivate,
                timeout: Self.timeout
            )
        )
        func header(_ name: String) -> String? {
            response.headers.first { $0.name == name }?.value
        }
        if let length = header("content-length").flatMap({ Int($0) }), length <= Self.shortAnswer {
            // The address has taken it already, whatever becomes of the rest.
            while let piece = try? await response.next(), !piece.isEmpty {}
        }
        return Answer(
            status: response.status,
            retryAfter: header("retry-after").flatMap { Int64($0) }
        )
    }

    /// Does something within the time of an attempt, or gives it up.
    private func inTime<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask { [clock] in
                try await clock.sleep(milliseconds: Self.timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else { throw Late() }
            return value
        }
    }

    private struct Late: Error {}

    private static func words(of error: any Error) -> String {
        switch error {
        case EgressError.notSent(let reason), EgressError.noAnswer(let reason),
            EgressError.forbiddenAddress(let reason):
            String(reason.prefix(300))
        case let error as WebhookAddressError: error.description
        case is Late: "no answer within \(timeout / 1_000) seconds"
        default: "it could not be sent"
        }
    }
}
