/// Is what is known of the end of a plugin's process, for whoever mends the plugin.
public struct CrashEvidence: Sendable, Hashable, Codable {
    /// The signal that ended it; `nil` when it exited by itself.
    public var signal: Int32?
    /// The code it exited with; `nil` when a signal ended it.
    public var exitCode: Int32?
    /// Which function of the plugin was running.
    public var function: String
    /// The last things it asked of the host, oldest first; without secrets and people's words.
    public var hostCalls: [String]
    /// The end of what it printed.
    public var output: String
    /// Where it was, as far as that can be known; empty when it cannot.
    public var backtrace: String

    /// Creates the evidence.
    public init(
        signal: Int32? = nil,
        exitCode: Int32? = nil,
        function: String = "",
        hostCalls: [String] = [],
        output: String = "",
        backtrace: String = ""
    ) {
        self.signal = signal
        self.exitCode = exitCode
        self.function = function
        self.hostCalls = hostCalls
        self.output = output
        self.backtrace = backtrace
    }
}
