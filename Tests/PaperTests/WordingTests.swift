import Foundation
import Paper
import Testing

@Suite struct WordingTests {
    private let portuguese = Wording(language: .portuguese, zone: .gmt)
    private let english = Wording(language: .english, zone: .gmt)

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_284, "1.284"), (-1_234_567, "-1.234.567"),
        (Int64.min, "-9.223.372.036.854.775.808"),
    ]) func `whole numbers are grouped`(value: Int64, text: String) {
        #expect(portuguese.integer(value) == text)
        #expect(english.integer(value) == text.replacing(".", with: ","))
    }

    @Test func `decimals round, keep their places and have no negative zero`() {
        #expect(portuguese.decimal(4.625, places: 2) == "4,62")
        #expect(portuguese.decimal(-0.001, places: 2) == "0,00")
        #expect(portuguese.decimal(12_345.678, places: 1) == "12.345,7")
        #expect(english.decimal(1e20, places: 0) == "100000000000000000000")
        #expect(portuguese.decimal(.nan, places: 1) == "—")
        #expect(portuguese.percent(0.834) == "83,4\u{A0}%")
        #expect(english.percent(0.834) == "83.4%")
    }

    @Test(arguments: [
        (0, "00:00"), (125, "02:05"), (3_725, "1:02:05"), (273_600, "3d\u{A0}04:00:00"),
        (-61, "-01:01"),
    ]) func `durations are clocks`(seconds: Int64, text: String) {
        #expect(portuguese.duration(seconds: seconds) == text)
    }

    @Test func `moments are written in the zone, in summer and winter`() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let wording = Wording(language: .english, zone: zone)
        #expect(
            wording.dateTime(milliseconds: 1_720_000_000_000, seconds: true)
                == "2024-07-03 05:46:40"
        )
        #expect(wording.dateTime(milliseconds: 1_705_000_000_000) == "2024-01-11 14:06")
        #expect(portuguese.dateTime(milliseconds: -1) == "31/12/1969 23:59")
        #expect(portuguese.date(milliseconds: 951_782_400_000) == "29/02/2000")
    }

    @Test(arguments: [
        (0, "01/01/1970"), (20_779, "22/11/2026"), (-1, "31/12/1969"), (11_016, "29/02/2000"),
    ])
    func `days count from 1970`(day: Int32, text: String) {
        #expect(portuguese.day(day) == text)
    }

    @Test func `bytes get the unit that keeps them short`() {
        #expect(portuguese.bytes(0) == "0\u{A0}B")
        #expect(portuguese.bytes(12_400_000) == "12,4\u{A0}MB")
        #expect(portuguese.bytes(999_960) == "1,0\u{A0}MB")
    }

    @Test func `languages are found by family`() {
        #expect(Language(tag: "pt-PT") == .portuguese)
        #expect(Language(tag: "EN_us") == .english)
        #expect(Language(tag: "de") == nil)
    }
}
