internal import Engine
internal import Operations
internal import PluginHost
internal import Store

extension PluginListing {
    /// Says whether it can be used, in a word.
    private var stateWord: String {
        switch state {
        case .found: "found"
        case .ready: "ready"
        case .refused: "refused"
        }
    }

    /// Why a part of it is switched off; `nil` when none is.
    var disabled: String? { features.compactMap(\.disabled).first }

    /// How it fares, in a word.
    var healthWord: String {
        guard state == .ready else { return "off" }
        guard disabled == nil else { return "disabled" }
        return health?.phase.rawValue ?? "running"
    }

    /// Why it does not fare well; `nil` when it does.
    var trouble: String? { reason ?? health?.reason ?? disabled }

    /// The plugin as the API shows it.
    var json: JSON {
        let health: JSON = [
            "state": .text(healthWord), "reason": .text(health?.reason ?? disabled),
            "recentCrashes": .list(health?.crashes ?? []) { PluginDeath($0).json },
        ]
        return [
            "id": .text(id), "name": .text(manifest?.name ?? id),
            "version": .text(manifest?.version), "description": .text(manifest?.description),
            "author": .text(manifest?.author), "state": .text(stateWord),
            "reason": .text(reason), "upgradeProblem": .text(upgradeProblem),
            "placement": .text(placement?.rawValue), "health": health,
            "sandbox": ["missing": .list(sandbox?.missing ?? []) { .text($0.rawValue) }],
            "permissions": [
                "http": .list(manifest?.permissions?.http ?? []) { .text($0) },
                "dial": .list(manifest?.permissions?.dial ?? []) { .text($0) },
                "state": .bool(manifest?.permissions?.state ?? false),
                "blob": .bool(manifest?.permissions?.blob ?? false),
            ],
            "formerVersion": .text(former?.version),
            "added": .list(added) { .text($0.words) },
            "dropped": .list(dropped) { .text($0.words) },
            "features": .list(features) { feature in
                [
                    "kind": .text(feature.manifest.kind.rawValue),
                    "id": .text(feature.manifest.id), "name": .text(feature.manifest.name),
                    "disabled": .text(feature.disabled),
                ]
            },
            "abi": .text(library?.abi), "sha256": .text(library?.sha256),
        ]
    }
}

extension InstalledPlugin {
    /// The plugin as the API shows it.
    var json: JSON { listing.json.adding(["chosenPlacement": .text(chosen?.rawValue)]) }
}

extension PluginDeath {
    /// Takes over an end of a plugin's process.
    init(_ crash: PluginCrash) {
        self.init(
            at: Timestamp(milliseconds: crash.time),
            reason: crash.reason,
            signal: crash.evidence.signal,
            exitCode: crash.evidence.exitCode,
            function: crash.evidence.function,
            hostCalls: crash.evidence.hostCalls,
            output: crash.evidence.output,
            backtrace: crash.evidence.backtrace
        )
    }
}

extension SandboxStanding {
    /// The sandbox as the API shows it.
    var json: JSON {
        [
            "sufficient": .bool(report.isSufficient), "accepted": .bool(isAccepted),
            "landlock": .count(report.landlock),
            "parts": .list(report.parts) { reached in
                ["part": .text(reached.part.rawValue), "level": .text(reached.level.rawValue)]
            },
            "missing": .list(report.missing) { .text($0.rawValue) },
        ]
    }
}
