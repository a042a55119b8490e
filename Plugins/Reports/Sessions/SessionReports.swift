public import CPluginABI
import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(
            id: "conecta.sessions",
            version: "1.0.0",
            features: [.report(SessionReport.self), .report(LegReport.self)]
        )
    }
}
