extension Placeholders {
    /// Sets what depends on the time: greeting, date and time of day.
    mutating func setMoment(_ now: Timestamp, in zone: String, language: String) {
        let second = now.milliseconds.dividedDown(by: 1_000)
        let reading = ZoneClock.named(zone)?.reading(at: second) ?? second
        let day = CivilDay(number: reading.dividedDown(by: 86_400))
        let minute = Int(reading - day.number * 86_400) / 60
        let isEnglish = language.lowercased().hasPrefix("en")
        values[.greeting] =
            switch minute / 60 {
            case 5..<12: isEnglish ? "Good morning" : "Bom dia"
            case 12..<18: isEnglish ? "Good afternoon" : "Boa tarde"
            default: isEnglish ? "Good evening" : "Boa noite"
            }
        values[.time] = Self.padded(minute / 60) + ":" + Self.padded(minute % 60)
        let (year, month, date) = (day.date / 10_000, day.date / 100 % 100, day.date % 100)
        let parts = [Self.padded(Int(date)), Self.padded(Int(month)), String(year)]
        values[.date] = (isEnglish ? parts.reversed() : parts).joined(
            separator: isEnglish ? "-" : "/"
        )
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
