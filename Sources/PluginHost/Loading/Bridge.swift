/// Makes calls of plugins in this process on the calling thread, for whoever measures the bridge to C
/// without the threads of plugins.
package enum Bridge {
    /// Lets a channel hear a request; `nil` when the channel's plugin does not run in this process.
    ///
    /// The caller sees to it that nobody else calls the channel meanwhile.
    package static func webhook(
        _ request: WebhookRequest,
        on port: any ChannelPort,
        milliseconds: Int64
    ) throws -> WebhookResult? {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        return try (port as? HostedChannel)?.instance
            .webhook(request, CallSignal(deadline: deadline))
    }
}
