import Foundation
import FoundationNetworking
import Synchronization

/// Listens to an answer that has no end, and keeps what came.
final class PartListener: NSObject, URLSessionDataDelegate {
    private struct Heard {
        var bytes = Data()
        var hasEnded = false
    }

    private let heard = Mutex(Heard())
    private let session = Mutex<URLSession?>(nil)

    /// Begins to listen.
    static func listen(to address: String) -> PartListener? {
        guard let url = URL(string: address) else { return nil }
        let listener = PartListener()
        let session = URLSession(configuration: .ephemeral, delegate: listener, delegateQueue: nil)
        listener.session.withLock { $0 = session }
        session.dataTask(with: URLRequest(url: url, timeoutInterval: 120)).resume()
        return listener
    }

    /// How many pictures have come.
    var pictures: Int {
        let mark = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let bytes = heard.withLock { $0.bytes }
        var (count, place) = (0, bytes.startIndex)
        while let found = bytes.range(of: mark, in: place..<bytes.endIndex) {
            count += 1
            place = found.upperBound
        }
        return count
    }

    /// Whether the server has ended it.
    var hasEnded: Bool { heard.withLock { $0.hasEnded } }

    /// Stops listening.
    func stop() { session.withLock { $0?.invalidateAndCancel() } }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        heard.withLock { $0.bytes += data }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        didCompleteWithError error: (any Error)?
    ) {
        heard.withLock { $0.hasEnded = true }
    }
}
