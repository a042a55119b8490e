internal import Engine
internal import Foundation
internal import Mail
internal import Paper
internal import Store

extension ScheduleDesk {
    /// Looks at a schedule as somebody wants it, and gives it as it is kept.
    ///
    /// - Throws: `InvalidField`, `ReportError`.
    func checked(_ draft: ScheduleDraft, _ viewer: Viewer) async throws -> ScheduleDraft {
        guard viewer.readsReports, viewer.may(.exports) else { throw ReportError.forbidden }
        var draft = draft
        draft.name = draft.name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...120).contains(draft.name.count) else {
            throw InvalidField("name", .scheduleName)
        }
        guard draft.recurrence.isPossible else {
            throw InvalidField("at", .scheduleTime)
        }
        if let zone = draft.order.zone, TimeZone(identifier: zone) == nil {
            throw InvalidField("timeZone", .timeZone)
        }
        try checkWords(&draft)
        try checkRecipients(draft.recipients)
        try await checkReport(draft)
        return draft
    }

    private func checkWords(_ draft: inout ScheduleDraft) throws {
        draft.subject = draft.subject.flatMap { $0.isEmpty ? nil : $0 }
        draft.message = draft.message.flatMap { $0.isEmpty ? nil : $0 }
        guard draft.subject?.count ?? 0 <= 200 else {
            throw InvalidField("subject", .subject)
        }
        guard draft.message?.count ?? 0 <= 4_000 else {
            throw InvalidField("message", .message)
        }
    }

    private func checkRecipients(_ recipients: [ScheduleDraft.Recipient]) throws {
        guard (1...50).contains(recipients.count) else {
            throw InvalidField("recipients", .recipients)
        }
        var seen: Set<String> = []
        for (index, recipient) in recipients.enumerated() {
            let field = "recipients.\(index).address"
            guard MailAddress(recipient.address) != nil else {
                throw InvalidField(field, .recipient, value: recipient.address)
            }
            guard seen.insert(recipient.address.lowercased()).inserted else {
                throw InvalidField(field, .repeatedRecipient, value: recipient.address)
            }
            guard
                recipient.language.flatMap(Language.init(tag:)) != nil
                    || recipient.language == nil
            else { throw InvalidField("recipients.\(index).language", .language) }
        }
    }

    private func checkReport(_ draft: ScheduleDraft) async throws {
        let listing = await exports.reports.list().first { $0.id == draft.order.report }
        guard let listing else { throw ReportError.unknown(draft.order.report) }
        let formats = draft.order.formats
        guard !formats.isEmpty, Set(formats).count == formats.count,
            formats.allSatisfy({ DocumentFormat(rawValue: $0) != nil })
        else { throw InvalidField("formats", .formats) }
        let names = ReportParameters(schema: listing.schema).names
        let takesPeriod = names.contains("from") && names.contains("to")
        guard draft.period != nil || !takesPeriod else {
            throw InvalidField("period", .periodMissing)
        }
        guard draft.period == nil || takesPeriod else {
            throw InvalidField("period", .periodUnwanted)
        }
    }
}
