internal import Engine
internal import Foundation
internal import Testing

@Suite struct IdentityTests {
    @Test func `ids never repeat and never go back, whatever the clock does`() {
        var mint = IDMint(node: 3)
        var last = ID<Session>(0)
        for step in 0..<20_000 {
            let jump = step % 7 == 0 ? -50 : 1
            let now = Timestamp(milliseconds: 1_795_348_800_000 + Int64(step / 5_000 + jump))
            let next = mint.next(Session.self, at: now)
            #expect(next > last)
            last = next
        }
    }

    @Test func `ids go on after those in the books`() {
        var mint = IDMint(after: 1 << 60)
        #expect(mint.next(Session.self, at: Timestamp(seconds: 0)).value > 1 << 60)
    }

    @Test(arguments: [1, 4_095, 7_530_123_456_789, Int64.max])
    func `an id is read from what it writes`(value: Int64) {
        let id = ID<Session>(value)
        #expect(id.description.utf8.count == 13)
        #expect(ID<Session>(id.description) == id)
        #expect(ID<Session>(id.description.uppercased()) == id)
    }

    @Test(arguments: ["", "123", "zzzzzzzzzzzzz", "000000000000u", "00000000000000"])
    func `what is no id is none`(text: String) {
        #expect(ID<Session>(text) == nil)
    }

    @Test func `a protocol number carries its check digit`() {
        let number = ProtocolNumber(day: 20_261_122, sequence: 123)
        #expect(number.description == "20261122-000123-\(number.checkDigit)")
        #expect(ProtocolNumber(number.description) == number)
        let bare = number.description.filter { $0 != "-" }
        #expect(ProtocolNumber(bare) == number)
    }

    @Test func `one wrong digit of a protocol number is found`() {
        let text = ProtocolNumber(day: 20_261_122, sequence: 123).description
        var wrong = 0
        for index in text.indices where text[index] != "-" {
            for digit in "0123456789" where digit != text[index] {
                var other = text
                other.replaceSubrange(index...index, with: String(digit))
                if ProtocolNumber(other) == nil { wrong += 1 }
            }
        }
        // Modulo 11 finds each but for the rare pair that shares the digit 0.
        #expect(wrong >= 130)
    }

    @Test func `numbers go on past six digits`() {
        let number = ProtocolNumber(day: 20_261_122, sequence: 1_234_567)
        #expect(number.description.hasPrefix("20261122-1234567-"))
        #expect(ProtocolNumber(number.description) == number)
    }

    @Test func `the day of a number is the company's`() throws {
        let zone = try #require(TimeZone(identifier: "America/Sao_Paulo"))
        // Two in the morning in UTC is eleven at night the day before in São Paulo.
        let night = Timestamp(seconds: 1_795_312_800)
        #expect(Moment(now: night, zone: zone, ids: IDMint()).day == 20_261_121)
        #expect(Moment(now: night, zone: .gmt, ids: IDMint()).day == 20_261_122)
    }

    @Test func `each day counts from one, and a clock set back repeats no number`() throws {
        var scene = Scene()
        let first = try scene.write(from: "5511000000001").protocolNumber
        scene.advance(86_400)
        let second = try scene.write(from: "5511000000002").protocolNumber
        scene.advance(-86_400)
        let third = try scene.write(from: "5511000000003").protocolNumber
        #expect((first.sequence, second.sequence, third.sequence) == (1, 1, 2))
        #expect(second.day == third.day)
    }
}
