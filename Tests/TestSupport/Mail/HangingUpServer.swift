internal import Foundation
internal import Glibc
internal import Synchronization

/// Is a mail server that takes each letter whole and, instead of an answer, hangs up.
///
/// So nobody knows whether it keeps the letter. It listens on a port of its own until it is gone.
public final class HangingUpServer: Sendable {
    /// The port.
    public let port: Int

    private let socket: Int32
    private let taken: Taken

    /// What was taken, for the thread that listens too.
    private final class Taken: Sendable {
        let letters = Mutex<[[UInt8]]>([])
        let isWhole = Mutex<(@Sendable () -> Void)?>(nil)
    }

    /// The letters that were given to it, each up to its final dot, as they came over the network.
    public var letters: [[UInt8]] { taken.letters.withLock(\.self) }

    /// Starts a server; `onLetter` is called when a letter is whole and before it hangs up.
    public init(onLetter: (@Sendable () -> Void)? = nil) throws {
        (socket, port) = try LocalPort.listening()
        let taken = Taken()
        taken.isWhole.withLock { $0 = onLetter }
        self.taken = taken
        Thread.detachNewThread { [socket] in Self.serve(socket, taken) }
    }

    deinit {
        // The thread's wait for callers ends with it; the thread closes it, since another socket could have
        // its number before the thread looks again.
        shutdown(socket, Int32(SHUT_RDWR))
    }

    private static func serve(_ socket: Int32, _ taken: Taken) {
        defer { close(socket) }
        while true {
            let call = accept(socket, nil, nil)
            guard call >= 0 else { return }
            talk(call, taken)
            close(call)
        }
    }

    private static func talk(_ call: Int32, _ taken: Taken) {
        say("220 mail.example.com ready", call)
        var heard: [UInt8] = []
        while let line = line(&heard, call) {
            switch String(decoding: line.prefix(4), as: UTF8.self).uppercased() {
            case "DATA":
                say("354 go on", call)
                guard let letter = letter(&heard, call) else { return }
                taken.letters.withLock { $0.append(letter) }
                let whole = taken.isWhole.withLock { $0 }
                whole?()
                return
            case "QUIT":
                say("221 bye", call)
                return
            default: say("250 OK", call)
            }
        }
    }

    private static func letter(_ heard: inout [UInt8], _ call: Int32) -> [UInt8]? {
        var letter: [UInt8] = []
        while let line = line(&heard, call) {
            if line == Array(".\r\n".utf8) { return letter }
            letter += line
        }
        return nil
    }

    /// The next line with its end; `nil` when the caller is gone.
    private static func line(_ heard: inout [UInt8], _ call: Int32) -> [UInt8]? {
        while true {
            if let end = heard.firstIndex(of: UInt8(ascii: "\n")) {
                defer { heard.removeFirst(end + 1) }
                return Array(heard[...end])
            }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = read(call, &bytes, bytes.count)
            guard count > 0 else { return nil }
            heard += bytes.prefix(count)
        }
    }

    private static func say(_ words: String, _ call: Int32) {
        let bytes = Array((words + "\r\n").utf8)
        _ = send(call, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
