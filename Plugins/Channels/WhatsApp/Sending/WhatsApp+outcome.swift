import Foundation
import PluginKit

extension WhatsApp {
    /// The provider's codes for "too fast".
    private static let throttled: Set = ["4", "80007", "130429", "131048", "131056", "133016"]

    /// The provider's codes for "not now, and nothing was done".
    private static let passing: Set = ["1", "2", "131000", "131016", "131053", "133004"]

    /// The provider's codes for "I do not know you".
    private static let strangers: Set = ["0", "190", "3", "10", "200"]

    /// Tells what an answer means for the message.
    ///
    /// - Throws: `PluginError` of class `credentials` when the token is refused: the message waits,
    ///   and an administrator is told.
    static func outcome(of response: HTTPResponse) throws -> Sent {
        let body = try? JSONDecoder().decode(JSON.self, from: Data(response.body))
        if response.isSuccess {
            let id = body?["messages"].elements.first?["id"].string ?? ""
            guard !id.isEmpty else {
                // It said yes and not to what: sending again could be the second time.
                return .unknown(ProviderError(code: "", text: "the answer names no message"))
            }
            return .accepted(
                id: id,
                conversation: body?["contacts"].elements.first?["wa_id"].string ?? ""
            )
        }
        guard let body, !body["error"].isNull else {
            return unexplained(response)
        }
        let error = ProviderError(whatsApp: body["error"])
        if error.code == "131047" || error.code == "470" { return .windowClosed(error) }
        if throttled.contains(error.code) || response.status == 429 {
            return .retry(after: wait(response), error)
        }
        if passing.contains(error.code) || response.status == 503 {
            return .retry(after: 0, error)
        }
        if strangers.contains(error.code) || response.status == 401 {
            throw PluginError(
                .credentials,
                error.text,
                code: error.code,
                retryAfter: 300_000
            )
        }
        return .failed(error)
    }

    /// An answer that is not the API's own: a gateway on the way, which may have passed it on.
    private static func unexplained(_ response: HTTPResponse) -> Sent {
        let error = ProviderError(
            code: String(response.status),
            text: "status \(response.status) without the provider's words"
        )
        switch response.status {
        case 429, 503: return .retry(after: wait(response), error)
        case 500...: return .unknown(error)
        default: return .failed(error)
        }
    }

    /// How long the provider wants us to wait, in milliseconds; zero when it does not say.
    private static func wait(_ response: HTTPResponse) -> Int64 {
        let seconds = response.header("retry-after").flatMap(Int64.init) ?? 0
        return min(max(0, seconds), 86_400) * 1_000
    }
}
