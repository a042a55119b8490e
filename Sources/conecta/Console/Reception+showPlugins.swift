import Foundation
import Operations
import PluginHost

extension Reception {
    static func showPlugins(_ lines: [PluginLine]) {
        Console.table(
            ["id", "version", "runs", "state"],
            lines.map { [$0.id, $0.version, place($0), state($0)] }
        )
        for line in lines {
            for crash in line.health?.crashes ?? [] {
                let time = Date(timeIntervalSince1970: Double(crash.time) / 1_000)
                Console.line("\(line.id) ended \(time.formatted(.iso8601)): \(crash.reason)")
            }
        }
    }

    private static func place(_ line: PluginLine) -> String {
        let now = line.placement?.rawValue ?? "-"
        guard let chosen = line.chosen, chosen != line.placement else { return now }
        return "\(now), from the next start \(chosen.rawValue)"
    }

    private static func state(_ line: PluginLine) -> String {
        if let problem = line.problem { return problem }
        guard let health = line.health else { return "usable" }
        return health.reason.map { "\(health.phase.rawValue): \($0)" } ?? health.phase.rawValue
    }
}
