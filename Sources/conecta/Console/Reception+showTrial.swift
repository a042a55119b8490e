import Operations
import PluginHost

extension Reception {
    static func showFindings(_ lines: [ChannelFinding]) {
        for line in lines {
            let place = line.pointer.isEmpty ? "" : line.pointer + ": "
            Console.line("\(line.level): \(place)\(line.text)")
        }
    }

    /// Shows what a trial of a channel brought: events, then requests.
    static func showTrial(_ result: ChannelTrialResult) {
        showFindings(result.findings)
        if let heard = result.webhook { show(heard) }
        if let said = result.message { show(said) }
    }

    private static func show(_ heard: ChannelTrialResult.Heard) {
        Console.line("verification: \(heard.verification.rawValue)")
        for event in heard.events {
            Console.line("event")
            for (name, value) in event.sorted(by: { $0.key < $1.key }) {
                Console.line("  \(name): \(value)")
            }
        }
        if heard.events.isEmpty { Console.line("no events") }
        for reason in heard.refused { Console.line("refused: \(reason)") }
        if !heard.error.isEmpty { Console.line("error: \(heard.error)") }
        showNotes(heard.notes)
    }

    private static func show(_ said: ChannelTrialResult.Said) {
        for request in said.requests {
            Console.line("\(request.method) \(request.url)")
            for header in request.headers { Console.line("\(header.name): \(header.value)") }
            Console.line("")
            Console.line(request.body)
        }
        let id = said.id.isEmpty ? "" : " \(said.id)"
        Console.line("outcome: \(said.outcome)\(id)")
        if !said.error.isEmpty { Console.line("error: \(said.error)") }
        showNotes(said.notes)
    }

    private static func showNotes(_ notes: [RehearsalRecord.Note]) {
        for note in notes { Console.line("\(note.level): \(note.text)") }
    }
}
