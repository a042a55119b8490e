public import Engine
public import Logging
internal import PluginHost
public import ServiceLifecycle
public import Store

/// Brings the files of contacts' messages into the media folder, soon after the messages.
///
/// Providers' links end after minutes or days. What calls itself a picture is checked by its first
/// bytes. A file that cannot be had keeps the reason in its place.
public actor MediaFetcher: Service {
    /// Is a file that is to be fetched.
    private struct Errand {
        var place: Place
        var channel: ID<Channel>
        var attachment: Attachment
    }

    /// Says which file of which message it is.
    private struct Place: Hashable {
        var message: ID<Message>
        var index: Int
    }

    private let switchboard: Switchboard
    private let folder: DataFolder
    private let desk: ChannelDesk
    private let clock: WallClock
    private let limit: Int64
    private let logger: Logger
    private let turnstile: Turnstile
    private var underWay: Set<Place> = []

    /// The most bytes that a file may have unless it is said otherwise.
    public static let defaultLimit: Int64 = 100 << 20

    /// The most messages without a session whose files are fetched after a start.
    private static let leftOverLimit = 1_000

    /// How many milliseconds to wait for a plugin that is down before it is asked again.
    private static let downPause: Int64 = 15_000

    /// How many seconds to wait before each further attempt.
    private static let pauses: [Int64] = [5, 30, 120]

    /// Creates a fetcher that takes files up to so many bytes, a few at once.
    public init(
        switchboard: Switchboard,
        folder: DataFolder,
        desk: ChannelDesk,
        clock: WallClock = .system,
        limit: Int64 = MediaFetcher.defaultLimit,
        logger: Logger
    ) {
        self.switchboard = switchboard
        self.folder = folder
        self.desk = desk
        self.clock = clock
        self.limit = limit
        self.logger = logger
        turnstile = Turnstile(limit: 4, queue: .max)
    }

    /// Fetches until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { errands in
                while !Task.isCancelled {
                    // First the stream, then what is on the floor: nothing falls between.
                    let events = self.switchboard.subscribe()
                    let leftOver = await self.leftOver()
                    for errand in leftOver { errands.addTask { await self.run(errand) } }
                    // What came between the two is in both.
                    let begun = Set(leftOver.map(\.place))
                    for await batch in events {
                        for errand in await self.errands(of: batch)
                        where !begun.contains(errand.place) {
                            errands.addTask { await self.run(errand) }
                        }
                    }
                }
            }
        }
    }

    /// The files that an earlier run of the server did not get: of open sessions, and of messages
    /// that began none.
    private func leftOver() async -> [Errand] {
        let filtered = try? await folder.library.unfetchedMessages(limit: Self.leftOverLimit)
        var errands = (filtered ?? []).flatMap { stored in
            Self.errands(of: .messageAdded(stored.message, stored.content))
        }
        for session in await switchboard.read({ Array($0.sessions.keys) }) {
            let items = try? await folder.library.timeline(of: session, before: nil, limit: 200)
            for case .message(let stored) in (items ?? []).map(\.entry) {
                errands += Self.errands(of: .messageAdded(stored.message, stored.content))
            }
        }
        return errands
    }

    private func errands(of batch: [RecordedEvent]) async -> [Errand] {
        var errands: [Errand] = []
        for record in batch {
            errands += Self.errands(of: record.event)
            // Somebody wants a file tried again that could not be had.
            guard case .contentChanged(let id, _, let content) = record.event,
                content.attachments.contains(where: \.isToFetch),
                let message = try? await folder.library.message(id)?.message
            else { continue }
            errands += Self.errands(of: .messageAdded(message, content))
        }
        return errands
    }

    private static func errands(of event: Event) -> [Errand] {
        guard case .messageAdded(let message, let content) = event else { return [] }
        return content.attachments.enumerated().compactMap { index, file in
            guard file.isToFetch else { return nil }
            return Errand(
                place: Place(message: message.id, index: index),
                channel: message.channel,
                attachment: file
            )
        }
    }

    private func run(_ errand: Errand) async {
        guard underWay.insert(errand.place).inserted else { return }
        defer { underWay.remove(errand.place) }
        var file = errand.attachment
        do {
            file = try await fetch(errand)
        } catch is CancellationError {
            return
        } catch {
            file.problem = "\(error)"
            logger.notice(
                "a file of a message could not be fetched",
                metadata: ["message": "\(errand.place.message)", "reason": "\(error)"]
            )
        }
        await store(file, of: errand)
        try? await folder.held.settle(file: errand.place.index, of: errand.place.message)
    }

    /// Fetches a file; tries again what may work later, and waits for a plugin that is down.
    private func fetch(_ errand: Errand) async throws -> Attachment {
        var pauses = Self.pauses[...]
        while true {
            do {
                return try await attempt(errand)
            } catch let failure as PluginFailure where failure.isDown {
                if let reason = try await quarantine(errand, because: failure) {
                    throw PluginFailure(.internal, reason)
                }
                let wait = max(Self.downPause, min(failure.retryAfter, 600_000))
                try await clock.sleep(milliseconds: wait)
            } catch let failure as PluginFailure where failure.class.isPassing {
                guard let pause = pauses.popFirst() else { throw failure }
                let wait = max(pause * 1_000, min(failure.retryAfter, 600_000))
                try await clock.sleep(milliseconds: wait)
            }
        }
    }

    /// Notes that fetching a file ended the plugin; says why it is not tried again when it is not.
    private func quarantine(_ errand: Errand, because failure: PluginFailure) async throws
        -> String?
    {
        guard let death = PluginDeath(failure, of: .file, at: clock.now()) else { return nil }
        let input = try await folder.held.note(
            death,
            ofFile: errand.place.index,
            of: errand.place.message,
            on: errand.channel,
            limits: desk.limits
        )
        guard input?.state == .quarantined else { return nil }
        await desk.tellOfQuarantine(failure.message, of: errand.channel)
        return "fetching it ended the channel's plugin: an administrator may try it again"
    }

    private func attempt(_ errand: Errand) async throws -> Attachment {
        var file = errand.attachment
        guard let reference = MediaReference(file.reference) else {
            throw PluginFailure(.argument, "the reference to the file is of another version")
        }
        let desk = desk
        let fetched = try await turnstile.pass {
            try await desk.fetch(reference.attachment, on: errand.channel)
        }
        guard let size = try await folder.media.size(of: fetched.blob) else {
            throw PluginFailure(.internal, "the plugin said it had the file, and it is not there")
        }
        guard size <= limit else {
            throw PluginFailure(.limit, "the file has \(size) bytes, more than \(limit)")
        }
        let prefix = try await folder.media.read(
            fetched.blob,
            offset: 0,
            count: PictureFormat.prefixLength
        )
        let claimed = fetched.mime.nonEmpty ?? file.mediaType
        file.mediaType = PictureFormat.verified(claimed, prefix: prefix)
        file.hash = fetched.blob
        file.size = size
        if file.name.isEmpty { file.name = fetched.fileName }
        return file
    }

    private func store(_ file: Attachment, of errand: Errand) async {
        let place = errand.place
        let command = Command.mediaFetched(place.message, index: place.index, file)
        for pause: Int64 in [100, 1_000, 10_000] {
            do {
                _ = try await switchboard.submit(command, by: .system)
                return
            } catch let refusal as Refusal {
                // The message was taken back meanwhile, for instance.
                logger.debug("a fetched file is not needed", metadata: ["why": "\(refusal.code)"])
                return
            } catch {
                guard (try? await clock.sleep(milliseconds: pause)) != nil else { return }
            }
        }
        logger.error(
            "a fetched file could not be written to its message",
            metadata: ["message": "\(errand.place.message)"]
        )
    }
}

extension ChannelDesk {
    /// Brings a file of a message into the media folder.
    ///
    /// - Throws: `PluginFailure`.
    func fetch(
        _ attachment: ChannelAttachment,
        on channel: ID<Channel>
    ) async throws -> FetchedMedia {
        guard let place = places[channel] else {
            guard await switchboard.read({ $0.channel(channel) != nil }) else {
                throw PluginFailure(.refused, "the channel is removed")
            }
            throw PluginFailure(.paused, problem(of: channel) ?? "the channel is not open")
        }
        guard place.port.abilities.contains(.media) else {
            throw PluginFailure(.unsupported, "the channel cannot fetch files")
        }
        do {
            let file = try await place.port.fetchMedia(attachment)
            await noteWorking(channel)
            return file
        } catch let failure as PluginFailure where failure.isDown {
            noteOutage(channel, failure)
            throw failure
        }
    }
}

extension Attachment {
    /// Whether it is with the provider still, and nothing is known against fetching it.
    fileprivate var isToFetch: Bool { hash.isEmpty && problem.isEmpty && !reference.isEmpty }
}

extension PluginFailure {
    /// Whether the plugin is down, and not only its provider slow.
    fileprivate var isDown: Bool {
        self.class.isOutage && (self.class != .timeout || evidence != nil)
    }
}

extension PluginFailure.Class {
    /// Whether the same may work later.
    var isPassing: Bool {
        switch self {
        case .transient, .rate, .timeout, .busy: true
        default: false
        }
    }
}
