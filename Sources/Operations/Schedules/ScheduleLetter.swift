internal import Engine
internal import Foundation
internal import Mail
internal import Paper
internal import Store

/// Writes the words of the mails that schedules send.
struct ScheduleLetter {
    /// Is a file that is attached or linked to.
    struct Enclosure {
        var name: String
        var file: Export.File
        /// Where it can be fetched, when it is too large to go with the mail; empty without a way.
        var link: String?
    }

    let words: Catalogue
    let wording: Wording
    let schedule: Schedule
    let run: ScheduleRun
    let owner: String

    private var language: Language { wording.language }

    init(
        _ schedule: Schedule,
        _ run: ScheduleRun,
        owner: String,
        _ words: Catalogue,
        language: Language,
        zone: String
    ) {
        self.schedule = schedule
        self.run = run
        self.owner = owner
        self.words = words
        wording = Wording(language: language, zone: TimeZone(identifier: zone) ?? .gmt)
    }

    /// What the mail is about.
    var subject: String {
        if let subject = schedule.draft.subject { return subject }
        guard let period else { return schedule.draft.name }
        return say("mail.report.subject", ["name": schedule.draft.name, "period": period])
    }

    /// The words of a mail with a report.
    func text(_ export: Export, _ papers: [Enclosure], to name: String, dataAt: Timestamp?)
        -> String
    {
        var lines: [String] = []
        lines.append(name.isEmpty ? say("mail.hello") : say("mail.helloTo", ["name": name]))
        lines.append("")
        if let message = schedule.draft.message { lines += [message, ""] }
        lines.append(say("mail.report.intro", ["title": export.title]))
        if let period { lines.append(say("mail.report.period", ["period": period])) }
        if let dataAt {
            lines.append(
                say(
                    "mail.report.data",
                    ["moment": moment(dataAt), "zone": wording.zone.identifier]
                )
            )
        }
        lines.append(say("mail.report.owner", ["owner": owner]))
        if run.isLate { lines += ["", late] }
        lines.append("")
        for paper in papers { lines += describe(paper, export) }
        lines += ["", say("mail.automatic", ["schedule": schedule.draft.name])]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The words that tell the owner what did not go out.
    func notice(_ failed: [Mailing], _ problem: ExportProblem?) -> (subject: String, text: String) {
        var lines = [say("mail.helloTo", ["name": owner]), ""]
        lines.append(
            say(
                "mail.notice.text",
                ["schedule": schedule.draft.name, "moment": moment(run.dueAt)]
            )
        )
        lines.append("")
        if let problem {
            lines.append(say("exports.problem.\(problem.code.rawValue)"))
            if !problem.detail.isEmpty { lines.append(problem.detail) }
        }
        for mailing in failed {
            let state = say("schedules.mail.\(mailing.state.rawValue)")
            lines.append("• \(mailing.recipient.address): \(state). \(mailing.answer ?? "")")
        }
        lines += ["", say("mail.notice.what")]
        return (
            say("mail.notice.subject", ["schedule": schedule.draft.name]),
            lines.joined(separator: "\n") + "\n"
        )
    }

    /// The name of a file: what the report calls itself, and its period.
    func fileName(_ export: Export, _ format: String) -> String {
        let days = dates.map { $0 == $1 ? " \($0)" : " \($0)–\($1)" } ?? ""
        let title = export.title.map { "/\\:*?\"<>|".contains($0) ? "-" : String($0) }.joined()
        return "\(title.prefix(80))\(days).\(format)"
    }

    private var late: String {
        let first = say("mail.report.late", ["moment": moment(run.dueAt)])
        guard run.missed > 0 else { return first }
        return first + " " + words.text("mail.report.missed", count: run.missed, in: language)
    }

    private func describe(_ paper: Enclosure, _ export: Export) -> [String] {
        let size = wording.bytes(paper.file.size)
        var line = "• \(paper.name) (\(size))"
        if paper.file.pages > 0 {
            line += ", " + words.text("mail.report.pages", count: paper.file.pages, in: language)
        }
        var lines = [line]
        if let link = paper.link {
            let until = export.expiresAt.map(moment) ?? ""
            lines.append(
                "  "
                    + (link.isEmpty
                        ? say("mail.report.tooLarge", ["owner": owner, "until": until])
                        : say("mail.report.link", ["link": link, "until": until]))
            )
        }
        lines.append("  SHA-256 \(paper.file.contentHash)")
        return lines
    }

    /// The period in words, its last day included.
    private var period: String? {
        guard let period = run.period else { return nil }
        let first = wording.date(milliseconds: period.lowerBound.milliseconds)
        let last = wording.date(milliseconds: period.upperBound.milliseconds - 1)
        return first == last ? first : say("mail.report.days", ["from": first, "to": last])
    }

    /// The first and last day of the period as files are named.
    private var dates: (String, String)? {
        guard let period = run.period else { return nil }
        func day(_ milliseconds: Int64) -> String {
            Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
                .formatted(Date.ISO8601FormatStyle(timeZone: wording.zone).year().month().day())
        }
        return (day(period.lowerBound.milliseconds), day(period.upperBound.milliseconds - 1))
    }

    private func moment(_ moment: Timestamp) -> String {
        wording.dateTime(milliseconds: moment.milliseconds)
    }

    private func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
        words.text(key, in: language, arguments)
    }
}
