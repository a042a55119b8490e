internal import Engine
internal import Foundation
internal import Testing

@Suite struct HoursTests {
    private static let noon = BusinessHours.Shift(opens: 480, closes: 1_080)
    private static let night = BusinessHours.Shift(opens: 1_320, closes: 360)

    private static func hours(
        _ zone: String = "America/Sao_Paulo",
        daily shifts: [BusinessHours.Shift],
        exceptions: [BusinessHours.Exception] = []
    ) -> BusinessHours {
        BusinessHours(
            id: ID(1),
            slug: "horario",
            name: "Horário",
            timeZone: zone,
            week: Array(repeating: shifts, count: 7),
            exceptions: exceptions
        )
    }

    /// The moment of an ISO time with its offset, such as `2026-11-21T05:30:00-03:00`.
    private func at(_ text: String) throws -> Timestamp {
        let date = try Date(text, strategy: .iso8601)
        return Timestamp(seconds: Int64(date.timeIntervalSince1970))
    }

    @Test func `a night shift belongs to the day it starts, and a holiday does not cut it`() throws
    {
        // Saturday 21 November 2026 is a holiday.
        let holiday = BusinessHours.Exception(date: 2026_11_21, name: "Feriado")
        let hours = Self.hours(daily: [Self.night], exceptions: [holiday])
        try hours.check()
        let start = try at("2026-11-21T05:30:00-03:00")
        let end = try at("2026-11-22T22:10:00-03:00")
        #expect(hours.businessSeconds(from: start, to: end) == 40 * 60)
        #expect(hours.isOpen(at: start))
        #expect(hours.isOpen(at: try at("2026-11-21T05:59:59-03:00")))
        #expect(!hours.isOpen(at: try at("2026-11-21T06:00:00-03:00")))
        #expect(!hours.isOpen(at: try at("2026-11-21T23:00:00-03:00")))
        #expect(!hours.isOpen(at: try at("2026-11-22T05:30:00-03:00")))
        #expect(hours.isOpen(at: try at("2026-11-22T22:00:00-03:00")))
        #expect(hours.nextChange(after: start) == (try at("2026-11-21T06:00:00-03:00")))
        let evening = try at("2026-11-21T06:00:00-03:00")
        #expect(hours.nextChange(after: evening) == (try at("2026-11-22T22:00:00-03:00")))
    }

    @Test func `a weekend holds no business minutes`() throws {
        let hours = BusinessHours(id: ID(1), slug: "comercial", name: "Comercial")
        try hours.check()
        let friday = try at("2026-11-20T17:50:00-03:00")
        let monday = try at("2026-11-23T08:10:00-03:00")
        #expect(hours.businessSeconds(from: friday, to: monday) == 20 * 60)
        #expect(hours.businessSeconds(from: monday, to: friday) == 0)
        #expect(hours.businessSeconds(from: friday, to: friday) == 0)
        #expect(hours.nextChange(after: friday) == (try at("2026-11-20T18:00:00-03:00")))
        let saturday = try at("2026-11-21T12:00:00-03:00")
        #expect(hours.nextChange(after: saturday) == (try at("2026-11-23T08:00:00-03:00")))
    }

    @Test(
        arguments: [
            // São Paulo: midnight of 4 November 2018 never was, that of 18 February came twice.
            ("America/Sao_Paulo", "2018-11-04T00:00:00-03:00", 23, 23),
            ("America/Sao_Paulo", "2018-02-17T00:00:00-02:00", 25, 25),
            ("America/Sao_Paulo", "2026-11-22T00:00:00-03:00", 24, 24),
            // Lisbon: 01:00 was jumped over on 29 March 2026, 01:00 to 02:00 came twice on 25 October.
            ("Europe/Lisbon", "2026-03-29T00:00:00+00:00", 23, 23),
            ("Europe/Lisbon", "2026-10-25T00:00:00+01:00", 25, 25),
        ]
    )
    func `days of 23 and 25 hours come out right`(
        zone: String,
        midnight: String,
        length: Int64,
        open: Int64
    ) throws {
        let start = try at(midnight)
        let end = start.adding(seconds: length * 3_600)
        for shift in [(0, 1_440), (0, 0)] {
            let hours = Self.hours(zone, daily: [.init(opens: shift.0, closes: shift.1)])
            #expect(hours.businessSeconds(from: start, to: end) == open * 3_600)
            #expect(hours.nextChange(after: start) == nil)
        }
        // A morning shift of that day alone: what the day lacks or has more is before 08:00.
        let morning = Self.hours(zone, daily: [.init(opens: 480, closes: 720)])
        #expect(morning.businessSeconds(from: start, to: end) == 4 * 3_600)
        let night = Self.hours(zone, daily: [.init(opens: 1_380, closes: 240)])
        let shifts = [
            end.adding(seconds: -20 * 3_600), start.adding(seconds: (length - 1) * 3_600),
        ]
        for moment in shifts { #expect(night.isOpen(at: moment) == (moment == shifts[1])) }
    }

    @Test func `a shift over the change of a clock is as long as its people work`() throws {
        let night = Self.hours("Europe/Lisbon", daily: [Self.night])
        let spring = try at("2026-03-28T22:00:00+00:00")
        #expect(
            night.businessSeconds(from: spring, to: spring.adding(seconds: 12 * 3_600)) == 7 * 3_600
        )
        let autumn = try at("2026-10-24T22:00:00+01:00")
        #expect(
            night.businessSeconds(from: autumn, to: autumn.adding(seconds: 12 * 3_600)) == 9 * 3_600
        )
        // Two shifts that meet in the hour that comes twice count none of it twice.
        let split = Self.hours(
            "Europe/Lisbon",
            daily: [.init(opens: 0, closes: 90), .init(opens: 90, closes: 360)]
        )
        let midnight = try at("2026-10-25T00:00:00+01:00")
        #expect(
            split.businessSeconds(from: midnight, to: midnight.adding(seconds: 86_400)) == 7 * 3_600
        )
        // A shift that ends in that hour ends at the second reading of its end.
        let short = Self.hours("Europe/Lisbon", daily: [.init(opens: 0, closes: 90)])
        #expect(
            short.businessSeconds(from: midnight, to: midnight.adding(seconds: 86_400)) == 9_000
        )
        // A shift that begins in the hour that never was begins with the jump.
        let early = Self.hours("Europe/Lisbon", daily: [.init(opens: 90, closes: 180)])
        let jump = try at("2026-03-29T00:00:00+00:00")
        #expect(early.nextChange(after: jump) == (try at("2026-03-29T02:00:00+01:00")))
        #expect(early.businessSeconds(from: jump, to: jump.adding(seconds: 86_400)) == 3_600)
    }

    @Test func `seconds of any two spans add up`() throws {
        let hours = Self.hours(
            "Europe/Lisbon",
            daily: [.init(opens: 30, closes: 100), Self.noon, .init(opens: 1_320, closes: 20)],
            exceptions: [.init(date: 2026_10_25, shifts: [.init(opens: 60, closes: 150)])]
        )
        try hours.check()
        let start = try at("2026-10-20T00:00:00+01:00")
        let end = start.adding(seconds: 10 * 86_400)
        let whole = hours.businessSeconds(from: start, to: end)
        var sum: Int64 = 0
        var slow: Int64 = 0
        for minute in stride(from: Int64(0), to: 10 * 86_400, by: 60) {
            let moment = start.adding(seconds: minute)
            sum += hours.businessSeconds(from: moment, to: moment.adding(seconds: 60))
            // Between the two readings of a minute that comes twice a shift stays open.
            if hours.isOpen(at: moment) { slow += 60 }
        }
        #expect(sum == whole)
        #expect(slow == whole)
    }

    @Test func `the next change agrees with being open, minute by minute`() throws {
        let hours = Self.hours(
            "America/Sao_Paulo",
            daily: [Self.noon, .init(opens: 1_080, closes: 1_100), Self.night],
            exceptions: [.init(date: 2018_11_04, shifts: [.init(opens: 30, closes: 90)])]
        )
        let start = try at("2018-11-02T00:00:00-03:00")
        var expected = hours.nextChange(after: start)
        var isOpen = hours.isOpen(at: start)
        for minute in stride(from: Int64(60), to: 5 * 86_400, by: 60) {
            let moment = start.adding(seconds: minute)
            if hours.isOpen(at: moment) != isOpen {
                #expect(moment == expected)
                isOpen.toggle()
                expected = hours.nextChange(after: moment)
            }
        }
    }

    @Test func `hours that never open or close never change`() {
        let closed = Self.hours(daily: [])
        #expect(closed.nextChange(after: Timestamp(seconds: 1_795_348_800)) == nil)
        #expect(!closed.isOpen(at: Timestamp(seconds: 1_795_348_800)))
        let once = Self.hours(daily: [], exceptions: [.init(date: 2027_01_04, shifts: [Self.noon])])
        let change = once.nextChange(after: Timestamp(seconds: 1_795_348_800))
        #expect(change == Timestamp(seconds: 1_799_060_400))
    }

    @Test func `moments before 1970 and after 2100 have hours too`() throws {
        let hours = Self.hours("Europe/Lisbon", daily: [Self.noon])
        for day in ["1965-07-05T12:00:00+01:00", "2150-01-05T12:00:00+00:00"] {
            #expect(hours.isOpen(at: try at(day)))
            let start = try at(day).adding(seconds: -43_200)
            let seconds = hours.businessSeconds(from: start, to: start.adding(seconds: 86_400))
            #expect(seconds == 36_000)
        }
    }

    @Test func `hours that make no sense are named`() {
        typealias Shift = BusinessHours.Shift
        func refusal(_ change: (inout BusinessHours) -> Void) -> Refusal? {
            var hours = BusinessHours(id: ID(1), slug: "h", name: "H")
            change(&hours)
            do {
                try hours.check()
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.timeZone = "Mars/Olympus" } == .invalid("timeZone"))
        #expect(refusal { $0.week.removeLast() } == .invalid("week"))
        #expect(refusal { $0.week[2] = [Shift(opens: -1, closes: 3)] } == .invalid("week.2"))
        #expect(refusal { $0.week[2] = [Shift(opens: 1_440, closes: 3)] } == .invalid("week.2"))
        #expect(refusal { $0.week[2] = [Shift(opens: 0, closes: 1_441)] } == .invalid("week.2"))
        let overlap = [Shift(opens: 480, closes: 720), Shift(opens: 700, closes: 800)]
        #expect(refusal { $0.week[0] = overlap } == .invalid("week.0"))
        // Sunday's night reaches into Monday's morning.
        #expect(refusal { $0.week[6] = [Shift(opens: 1_320, closes: 500)] } == .invalid("week.0"))
        #expect(refusal { $0.week[6] = [Shift(opens: 1_320, closes: 480)] } == nil)
        let long = [Shift(opens: 0, closes: 720), Shift(opens: 720, closes: 60)]
        #expect(refusal { $0.exceptions = [.init(date: 2026_12_25, shifts: long)] } != nil)
        for date: Int32 in [2026_02_29, 2026_13_01, 2026_00_10, 2026_04_31, 20_261] {
            #expect(refusal { $0.exceptions = [.init(date: date)] } == .invalid("exceptions.0"))
        }
        #expect(refusal { $0.exceptions = [.init(date: 2028_02_29)] } == nil)
        let twice = [BusinessHours.Exception(date: 2026_12_25), .init(date: 2026_12_25)]
        #expect(refusal { $0.exceptions = twice } == .invalid("exceptions.1"))
    }

    @Test func `hours survive being written as JSON`() throws {
        let hours = Self.hours(daily: [Self.night], exceptions: [.init(date: 2026_12_25)])
        let data = try JSONEncoder().encode(hours)
        #expect(try JSONDecoder().decode(BusinessHours.self, from: data) == hours)
    }
}
