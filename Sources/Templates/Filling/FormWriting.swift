internal import Foundation
internal import Paper

/// Writes numbers, moments and durations for people, and for machines.
struct FormWriting {
    private let wording: Wording

    /// English in the same zone writes days and times as ISO does.
    private let iso: Wording
    private let utc: Wording

    init(_ wording: Wording) {
        self.wording = wording
        iso = Wording(language: .english, zone: wording.zone)
        utc = Wording(language: .english, zone: .gmt)
    }

    /// The text of a value; nothing for one that has no form.
    func text(_ value: PageFact.Value, _ form: Form) -> String {
        switch value {
        case .integer(let count): integer(count, form.style)
        case .number(let share): number(share, form)
        case .moment(let time): moment(time, form.style)
        case .duration(let seconds): duration(seconds, form.style)
        default: ""
        }
    }

    private func integer(_ number: Int64, _ style: Form.Style) -> String {
        switch style {
        case .grouped: wording.integer(number)
        case .bytes: wording.bytes(number)
        default: String(number)
        }
    }

    private func number(_ number: Double, _ form: Form) -> String {
        switch form.style {
        case .decimal: wording.decimal(number, places: Int(form.places))
        case .percent: wording.percent(number, places: Int(form.places))
        default: number.isFinite ? number.description : ""
        }
    }

    private func moment(_ moment: Int64, _ style: Form.Style) -> String {
        switch style {
        case .full: wording.dateTime(milliseconds: moment, seconds: true)
        case .date: wording.date(milliseconds: moment)
        case .time: wording.time(milliseconds: moment)
        case .clock: wording.time(milliseconds: moment, seconds: true)
        case .iso:
            utc.date(milliseconds: moment) + "T"
                + utc.time(milliseconds: moment, seconds: true) + "Z"
        case .day: iso.date(milliseconds: moment)
        case .local: iso.date(milliseconds: moment) + "T" + iso.time(milliseconds: moment)
        default: wording.dateTime(milliseconds: moment)
        }
    }

    private func duration(_ seconds: Int64, _ style: Form.Style) -> String {
        switch style {
        case .clock: wording.duration(seconds: seconds)
        case .iso: "PT\(seconds)S"
        default: String(seconds)
        }
    }
}
