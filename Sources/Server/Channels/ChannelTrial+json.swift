internal import Operations
internal import OrderedCollections
internal import PluginHost

extension ChannelTrialResult {
    /// The result as the API shows it.
    var json: JSON {
        [
            "findings": .array(
                findings.map { finding in
                    [
                        "level": .text(finding.level), "pointer": .text(finding.pointer),
                        "text": .text(finding.text),
                    ]
                }
            ),
            "webhook": webhook?.json ?? .null,
            "message": message?.json ?? .null,
        ]
    }
}

extension ChannelTrialResult.Heard {
    fileprivate var json: JSON {
        [
            "verification": .text(verification.rawValue), "status": .count(status),
            "events": .array(events.map(JSON.named)),
            "refused": .array(refused.map { .text($0) }),
            "error": .text(error), "notes": .array(notes.map(\.json)),
        ]
    }
}

extension ChannelTrialResult.Said {
    fileprivate var json: JSON {
        [
            "outcome": .text(outcome), "id": .text(id), "error": .text(error),
            "requests": .array(
                requests.map { request in
                    [
                        "method": .text(request.method), "url": .text(request.url),
                        "headers": .array(
                            request.headers.map {
                                ["name": .text($0.name), "value": .text($0.value)]
                            }
                        ),
                        "body": .text(request.body),
                    ]
                }
            ),
            "notes": .array(notes.map(\.json)),
        ]
    }
}

extension RehearsalRecord.Note {
    fileprivate var json: JSON { ["level": .text(level), "text": .text(text)] }
}
