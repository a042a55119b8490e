import Foundation
import FoundationNetworking
import Synchronization

/// Listens to the feed.
final class FeedListener: NSObject, URLSessionDataDelegate {
    private let heard = Mutex(Data())

    /// Everything the feed says after a place in it, until some words come.
    @discardableResult
    static func text(
        of caller: Caller,
        after sequence: Int,
        until words: String
    ) async throws -> String {
        guard let url = URL(string: caller.address + "/feed?after=\(sequence)") else { return "" }
        let listener = FeedListener()
        let session = URLSession(configuration: .ephemeral, delegate: listener, delegateQueue: nil)
        defer { session.invalidateAndCancel() }
        var request = URLRequest(url: url, timeoutInterval: 60)
        request.setValue("Bearer \(caller.token ?? "")", forHTTPHeaderField: "Authorization")
        session.dataTask(with: request).resume()
        return try await SystemTests.until("the feed says \(words)") {
            let text = String(decoding: listener.heard.withLock { $0 }, as: UTF8.self)
            return text.contains(words) ? text : nil
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        heard.withLock { $0 += data }
    }
}
