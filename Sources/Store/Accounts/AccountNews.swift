public import Engine
import Synchronization

/// Says that somebody may come in no more with what they showed before.
public enum AccountNews: Sendable, Hashable {
    /// A token was revoked.
    case tokenEnded(Int64)
    /// All logins of a person ended: their password changed, or they may not log in any more.
    case loginsEnded(ID<Agent>)
}

/// Hands news of accounts to everyone who follows.
final class AccountPublisher: Sendable {
    private let readers = Mutex<(next: Int, open: [Int: AsyncStream<AccountNews>.Continuation])>(
        (0, [:])
    )

    /// Begins a stream of the news from now on.
    func subscribe() -> AsyncStream<AccountNews> {
        let (stream, reader) = AsyncStream.makeStream(of: AccountNews.self)
        let key = readers.withLock { readers in
            readers.next += 1
            readers.open[readers.next] = reader
            return readers.next
        }
        reader.onTermination = { [weak self] _ in
            self?.readers.withLock { $0.open[key] = nil }
        }
        return stream
    }

    /// Tells everyone.
    func publish(_ news: AccountNews) {
        let open = readers.withLock { Array($0.open.values) }
        for reader in open { reader.yield(news) }
    }
}

extension Accounts {
    /// Follows what ends before its time, whoever of this process ended it.
    public func news() -> AsyncStream<AccountNews> {
        publisher.subscribe()
    }
}
