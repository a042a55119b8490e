import Glibc
import PluginHost

/// Prints where a plugin's process was when a signal ended it.
enum CrashReport {
    private typealias Trace =
        @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>?, Int32) -> Int32
    private typealias Write =
        @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>?, Int32, Int32) -> Void

    private struct Tools {
        var trace: Trace
        var symbols: Write
        var room: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    }

    // Set once before the first handler can run, and only read afterwards.
    nonisolated(unsafe) private static var tools: Tools?

    private static let depth: Int32 = 64

    /// Takes the signals of a crash; each still ends the process.
    static func install() {
        // Swift's module of the C library lacks these two.
        if let trace = dlsym(nil, "backtrace"), let symbols = dlsym(nil, "backtrace_symbols_fd") {
            let made = Tools(
                trace: unsafeBitCast(trace, to: Trace.self),
                symbols: unsafeBitCast(symbols, to: Write.self),
                room: .allocate(capacity: Int(depth))
            )
            // The first use loads a library, which a process that has crashed cannot do any more.
            _ = made.trace(made.room, depth)
            tools = made
        }
        var stack = stack_t()
        stack.ss_size = 64 << 10
        stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
        sigaltstack(&stack, nil)
        for signal in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { signal in
                CrashReport.write()
                // The handler was taken away when it began: the signal now ends the process.
                raise(signal)
            }
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_ONSTACK | SA_NODEFER
            sigaction(signal, &action, nil)
        }
    }

    /// Writes the calls to standard error, with nothing but what a signal's handler may do.
    private static func write() {
        let mark = EvidenceMark.text
        _ = Glibc.write(2, mark.utf8Start, mark.utf8CodeUnitCount)
        guard let tools else { return }
        tools.symbols(tools.room, tools.trace(tools.room, depth), 2)
    }
}
