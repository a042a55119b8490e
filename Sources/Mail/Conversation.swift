internal import CCurl
internal import Synchronization

/// Is one talk with a mail server: what we still have to say, and what it answered.
final class Conversation: Sendable {
    /// Says how far a talk came.
    enum Stage: Int, Sendable, Comparable {
        case greeting
        case envelope
        case data

        static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    private struct State {
        var place = 0
        var isHandedOver = false
        var stage = Stage.greeting
        var answers: [String] = []
        var isOver = false
    }

    private let bytes: [UInt8]
    private let state = Mutex(State())
    private let halt: MailHalt

    init(_ bytes: [UInt8], halt: MailHalt) {
        self.bytes = bytes
        self.halt = halt
    }

    /// Whether the server was given all of the letter.
    var isHandedOver: Bool { state.withLock(\.isHandedOver) }

    /// How far the talk came.
    var stage: Stage { state.withLock(\.stage) }

    /// The last thing the server said, on one line.
    var answer: String {
        state.withLock { state in
            var last: [String] = []
            for line in state.answers.reversed() {
                // An answer of several lines has a dash after the status in all but its last.
                guard last.isEmpty || line.dropFirst(3).first == "-" else { break }
                last.insert(line, at: 0)
            }
            return String(last.joined(separator: " ").onOneLine.prefix(400))
        }
    }

    /// Whether the talk is to end: wanted, and nothing would be left in doubt.
    var mayStop: Bool { halt.isWanted && !isHandedOver }

    /// Gives the next bytes of the letter.
    func give(_ target: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            let count = min(target.count, bytes.count - state.place)
            if count > 0 {
                bytes[state.place..<(state.place + count)].withUnsafeBytes(target.copyMemory(from:))
                state.place += count
            }
            // From here on the server may have the whole letter, whatever becomes of its answer: the
            // library knows the length and need not ask for more.
            state.isHandedOver = state.place == bytes.count
            return count
        }
    }

    /// Hears a line: the server's are kept, of ours only the verb, since passwords are among them.
    func hear(_ kind: curl_infotype, _ text: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_IN:
            let line = String(decoding: text, as: UTF8.self).onOneLine
            state.withLock { state in
                // What the server says when we leave is no answer to the letter.
                guard !state.isOver else { return }
                state.answers.append(line)
                if state.answers.count > 40 { state.answers.removeFirst() }
            }
        case CURLINFO_HEADER_OUT:
            let verb = String(decoding: text.prefix(4), as: UTF8.self).uppercased()
            state.withLock { state in
                if verb == "MAIL" { state.stage = .envelope }
                if verb == "DATA" { state.stage = .data }
                if verb == "QUIT" { state.isOver = true }
            }
        default: break
        }
    }
}

/// Ends talks with mail servers early, such as when the program stops.
public final class MailHalt: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Creates one that lets talks go on.
    public init() {}

    /// Whether talks are to end.
    var isWanted: Bool { flag.load(ordering: .relaxed) }

    /// Ends the talks in which the letter is not handed over yet, those to come too.
    public func stop() { flag.store(true, ordering: .relaxed) }
}
