import Foundation
import Paper
import Testing

@Suite struct ZoneOffsetTests {
    @Test(arguments: [
        "America/Sao_Paulo", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
    ]) func `every quarter of an hour has the offset of its zone, whatever was asked before`(
        name: String
    ) throws {
        let zone = try #require(TimeZone(identifier: name))
        var offsets = ZoneOffsets(zone)
        let year: Int64 = 365 * 86_400_000
        let start: Int64 = 1_500_000_000_000
        // Years that lie apart share the room for days.
        for day in 0..<365 {
            for past in [0, 3, 9, 47] {
                let midnight = start + Int64(day) * 86_400_000 - Int64(past) * year
                for quarter in stride(from: Int64(0), to: 96, by: day % 7 == 0 ? 1 : 13) {
                    let moment = midnight + quarter * 900_000
                    let date = Date(timeIntervalSince1970: Double(moment) / 1_000)
                    #expect(offsets.seconds(at: moment) == Int64(zone.secondsFromGMT(for: date)))
                }
            }
        }
    }

    @Test func `a moment is written with its offset as without`() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        for language in [Language.portuguese, .english] {
            let wording = Wording(language: language, zone: zone)
            var offsets = ZoneOffsets(zone)
            for step in Int64(-3_000)..<3_000 {
                let moment = 1_720_000_000_000 + step * 7_919_123_457
                var bytes: [UInt8] = []
                wording.append(moment: moment, offset: offsets.seconds(at: moment), to: &bytes)
                let text = wording.dateTime(milliseconds: moment)
                #expect(String(decoding: bytes, as: UTF8.self) == text)
            }
        }
    }
}
