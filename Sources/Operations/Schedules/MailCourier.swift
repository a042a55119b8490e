internal import Engine
internal import Foundation
internal import Logging
internal import Mail
internal import OrderedCollections
internal import Paper
internal import Store
internal import Synchronization

/// Sends the mails of schedules, each once at a time, and notes how that went.
final class MailCourier: Sendable {
    private let desk: ScheduleDesk
    private let words: Catalogue
    private let logger: Logger
    private let count = Mutex(0)

    /// How many mails go at once.
    static let atOnce = 2

    /// After how many seconds a mail is tried again that was not taken; then it is given up.
    static let schedule = RetrySchedule(
        pauses: [60, 300, 900, 3_600, 14_400, 28_800],
        longestWish: 0
    )

    init(desk: ScheduleDesk, words: Catalogue, logger: Logger) {
        self.desk = desk
        self.words = words
        self.logger = logger
    }

    /// Takes the mails that go now, and says when to look again.
    func take(at now: Timestamp) async throws -> (due: [Mailing], nextAt: Timestamp?) {
        var taken: [Mailing] = []
        while count.withLock(\.self) < Self.atOnce {
            let (mailing, nextAt) = try await desk.schedules.take(at: now)
            guard let mailing else { return (taken, nextAt) }
            count.withLock { $0 += 1 }
            taken.append(mailing)
        }
        // Whoever is through rings the bell.
        return (taken, nil)
    }

    /// Sends a mail that was taken.
    func send(_ mailing: Mailing) async {
        let outcome: MailOutcome
        do {
            outcome = try await attempt(mailing)
        } catch {
            outcome = .notSent("it could not be written: \(error)")
        }
        do {
            try await note(outcome, of: mailing)
        } catch {
            // Still on its way in the books: after the next start nobody knows, which is true.
            logger.error(
                "a mail could not be noted",
                metadata: ["mail": "\(mailing.number)", "reason": "\(error)"]
            )
        }
        count.withLock { $0 -= 1 }
        desk.bell.ring()
    }

    private func attempt(_ mailing: Mailing) async throws -> MailOutcome {
        guard let run = try await desk.schedules.run(mailing.run),
            let schedule = try await desk.schedules.schedule(run.schedule),
            let to = MailAddress(mailing.recipient.address, name: mailing.recipient.name)
        else { return .refused(status: 0, words: "the schedule is gone", isFinal: true) }
        // What the owner may not have any more, nobody gets in their name.
        guard let viewer = await desk.owner(of: schedule) else {
            return .refused(status: 0, words: "the owner may not have reports", isFinal: true)
        }
        let owner = await desk.switchboard.read { $0.agents[schedule.owner] }
        let tag =
            mailing.recipient.language ?? schedule.draft.order.language ?? owner?.language ?? ""
        let language = Language(tag: tag) ?? .portuguese
        let letter = ScheduleLetter(
            schedule,
            run,
            owner: owner?.name ?? "",
            words,
            language: language,
            zone: await desk.zone(of: schedule.draft)
        )
        if mailing.isNotice {
            let failed = try await desk.schedules.mailings(of: run.number)
                .filter { !$0.isNotice && $0.state != .sent }
            let notice = letter.notice(failed, run.problem)
            return try await carry(mailing, to, notice.subject, notice.text, language, [])
        }
        guard let number = run.export, let export = try await desk.exports.exports.export(number),
            export.state == .done
        else { return .refused(status: 0, words: "the files are gone", isFinal: true) }
        guard !export.isWithheld(from: viewer) else {
            let words = "the owner may not see any more what is in the report"
            return .refused(status: 0, words: words, isFinal: true)
        }
        let (papers, attachments) = try await enclose(export, mailing, letter)
        let text = letter.text(
            export,
            papers,
            to: mailing.recipient.name,
            dataAt: export.startedAt
        )
        return try await carry(mailing, to, letter.subject, text, language, attachments)
    }

    /// The files that go with a mail, as far as there is room; links to the others.
    private func enclose(
        _ export: Export,
        _ mailing: Mailing,
        _ letter: ScheduleLetter
    ) async throws -> ([ScheduleLetter.Enclosure], [Letter.Attachment]) {
        let settings = try await desk.mail.current()
        var room = Int64(settings?.attachmentMegabytes ?? 0) << 20
        var papers: [ScheduleLetter.Enclosure] = []
        var attachments: [Letter.Attachment] = []
        for format in export.order.formats {
            guard let file = export.files.first(where: { $0.format == format }) else { continue }
            var paper = ScheduleLetter.Enclosure(
                name: letter.fileName(export, format),
                file: file
            )
            if file.size <= room {
                room -= file.size
                attachments.append(
                    Letter.Attachment(
                        name: paper.name,
                        mediaType: DocumentFormat(rawValue: format)?.mediaType ?? "",
                        bytes: try await desk.exports.shelf.read(export.number, format)
                    )
                )
            } else {
                paper.link = link(export, format, mailing, settings)
            }
            papers.append(paper)
        }
        return (papers, attachments)
    }

    private func link(
        _ export: Export,
        _ format: String,
        _ mailing: Mailing,
        _ settings: MailSettings?
    ) -> String {
        guard let origin = settings?.publicAddress, !origin.isEmpty,
            let key = desk.exports.key(of: mailing)
        else { return "" }
        let base = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        return "\(base)/exports/\(export.number)/\(format)?key=\(key)"
    }

    private func carry(
        _ mailing: Mailing,
        _ to: MailAddress,
        _ subject: String,
        _ text: String,
        _ language: Language,
        _ attachments: [Letter.Attachment]
    ) async throws -> MailOutcome {
        try await desk.mail.send(
            subject: subject,
            text: text,
            to: to,
            language: language.rawValue,
            messageID: mailing.messageID,
            at: desk.clock.now(),
            attachments: attachments
        )
    }

    private func note(_ outcome: MailOutcome, of mailing: Mailing) async throws {
        let schedules = desk.schedules
        let next = Self.schedule.next(after: mailing.attempts, at: desk.clock.now(), wish: nil)
        switch outcome {
        case .accepted(let words):
            try await schedules.finish(mailing.number, .sent, status: 250, answer: words)
            return
        case .refused(let status, let words, let isFinal):
            let againAt = isFinal ? nil : next
            try await schedules.finish(
                mailing.number,
                againAt == nil ? .failed : .queued,
                status: status == 0 ? nil : status,
                answer: words,
                againAt: againAt
            )
        case .notSent(let reason):
            try await schedules.finish(
                mailing.number,
                next == nil ? .failed : .queued,
                status: nil,
                answer: reason,
                againAt: next
            )
        case .unknown(let reason):
            try await schedules.finish(mailing.number, .unknown, status: nil, answer: reason)
        }
        // The addresses are in the books, for those who may read them there.
        logger.notice(
            "a mail was not taken",
            metadata: [
                "mail": "\(mailing.number)", "run": "\(mailing.run)",
                "attempt": "\(mailing.attempts)", "isNotice": "\(mailing.isNotice)",
            ]
        )
    }
}
