import Foundation
import PluginKit

extension Answer {
    /// How an answer is read about which nothing was set.
    static let standard = Answer(
        id: nil,
        errorText: nil,
        errorCode: nil,
        failsWhen: nil,
        windowClosedWhen: nil,
        success: nil,
        rate: nil,
        credentials: nil,
        transient: nil,
        isIdempotent: nil
    )

    /// Tells what an answer means for a message.
    ///
    /// - Throws: `PluginError` of class `credentials` when the provider refuses ours: the message
    ///   waits, and an administrator is told.
    func outcome(of response: HTTPResponse, for message: Outbound) throws -> Sent {
        let body = try? JSONReader.read(response.body)
        let scope = Scope(body ?? .null)
        let status = response.status
        let error = try error(status, scope)
        if let windowClosedWhen, body != nil, try windowClosedWhen.holds(in: scope) {
            return .windowClosed(error)
        }
        if success.map({ $0.contains(status) }) ?? (200...299).contains(status) {
            if let failsWhen, try failsWhen.holds(in: scope) { return .failed(error) }
            // Without a path the provider gives no id: receipts, if any, name ours.
            guard let id else { return .accepted(id: message.idempotencyKey) }
            guard let given = try id.scalar(in: scope) else {
                // It said yes and not to what: sending again could be the second time.
                return .unknown(ProviderError(code: String(status), text: missing(id, scope, body)))
            }
            return .accepted(id: String(given.prefix(512)))
        }
        if (rate ?? [429]).contains(status) || (transient ?? [503]).contains(status) {
            return .retry(after: Self.wait(response), error)
        }
        if (credentials ?? [401]).contains(status) {
            throw PluginError(.credentials, error.text, code: error.code, retryAfter: 300_000)
        }
        guard status >= 500 else { return .failed(error) }
        return isIdempotent == true ? .retry(after: Self.wait(response), error) : .unknown(error)
    }

    private func error(_ status: Int, _ scope: Scope) throws -> ProviderError {
        let code = try errorCode?.scalar(in: scope) ?? String(status)
        let text = try errorText?.scalar(in: scope) ?? "the provider answered \(status)"
        return ProviderError(code: String(code.prefix(64)), text: String(text.prefix(500)))
    }

    private func missing(_ id: Paths, _ scope: Scope, _ body: JSON?) -> String {
        guard body != nil else { return "the answer is not JSON, and names no message" }
        return "the answer names no message: "
            + id.choices.map { $0.absence(in: scope) }.joined(separator: "; ")
    }

    /// How long the provider wants us to wait, in milliseconds; zero when it does not say.
    private static func wait(_ response: HTTPResponse) -> Int64 {
        guard let words = response.header("retry-after") else { return 0 }
        if let seconds = Int64(words) { return min(max(0, seconds), 86_400) * 1_000 }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = .gmt
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = format.date(from: words),
            let now = response.header("date").flatMap({ format.date(from: $0) })
        else { return 0 }
        return Int64(min(max(0, date.timeIntervalSince(now)), 86_400)) * 1_000
    }
}
