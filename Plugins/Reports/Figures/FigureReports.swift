public import CPluginABI
import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(
            id: "conecta.figures",
            version: "1.0.0",
            features: [
                .report(AgentReport.self), .report(TeamReport.self), .report(ChannelReport.self),
                .report(ServiceLevelReport.self), .report(OverflowReport.self),
                .report(DispositionReport.self), .report(RatingReport.self),
            ]
        )
    }
}
