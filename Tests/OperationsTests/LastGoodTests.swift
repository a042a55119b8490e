import Engine
import Foundation
import Paper
import Rendering
import Store
import Testing

@testable import Operations

/// What a board shows while its data cannot be read.
@Suite struct LastGoodTests {
    private let start = Timestamp(seconds: 1_795_348_800)

    private func request(_ language: Language = .portuguese) -> BoardRequest {
        BoardRequest(
            key: "operacao",
            blocks: [.gridStart(Grid(title: "Operação", caption: "dados de 12:00")), .gridEnd],
            wording: Wording(language: language, zone: .gmt)
        )
    }

    private func key(_ board: String = "operacao") -> LastGood.Key {
        LastGood.Key(
            board: board,
            teams: .all,
            shape: BoardShape(),
            language: "pt-BR",
            showsNames: false
        )
    }

    private func caption(_ request: BoardRequest?) -> (String, Tone)? {
        guard case .gridStart(let grid)? = request?.blocks.first else { return nil }
        return (grid.caption, grid.captionTone)
    }

    @Test func `the last picture says for how long it is stale, by word and tone`() throws {
        let shelf = LastGood()
        shelf.keep(request(), of: key(), definition: .operation, at: start)
        let later = start.adding(seconds: 125)
        let stale = shelf.request(key(), definition: .operation, at: later)
        let (words, tone) = try #require(caption(stale))
        #expect(words == "dados de 12:00 · dados parados há 02:05")
        #expect(tone == .critical)
    }

    @Test func `it is shown for an hour, and to nobody who sees other teams`() {
        let shelf = LastGood()
        shelf.keep(request(.english), of: key(), definition: .operation, at: start)
        let almost = start.adding(seconds: 3_599)
        #expect(shelf.request(key(), definition: .operation, at: almost) != nil)
        let hour = start.adding(seconds: 3_600)
        #expect(shelf.request(key(), definition: .operation, at: hour) == nil)
        var other = key()
        other.teams = .only([ID(1)])
        #expect(shelf.request(other, definition: .operation, at: start) == nil)
    }

    @Test func `a board that was changed since shows nothing of before`() {
        let shelf = LastGood()
        shelf.keep(request(), of: key(), definition: .operation, at: start)
        var changed = BoardDefinition.operation
        changed.parameters = "{}"
        #expect(shelf.request(key(), definition: changed, at: start) == nil)
    }
}
