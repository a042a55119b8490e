import Engine
import Foundation
import Paper
import PluginHost
import Synchronization
import Testing

@Suite struct WallboardPluginTests {
    @Test func `the board is read from the longest wait on, the worst team first`() async throws {
        let board = try await render("wallboard", boardData)
        let tiles = board.blocks.flatMap { block -> [Tile] in
            if case .tiles(let tiles) = block { tiles } else { [] }
        }
        #expect(
            tiles.map(\.id) == [
                "longest_wait_now", "waiting_now", "at_risk_now", "free_slots_now", "service_level",
                "wait_mean", "handle_mean", "first_response_mean", "abandon_rate",
                "sessions_closed",
            ]
        )
        #expect(board.rows.first?.cells.first?.value == .text("Suporte"))
    }

    @Test func `a tile past its threshold says so in a word and not by colour alone`() async throws
    {
        let board = try await render("wallboard", boardData)
        for block in board.blocks {
            guard case .tiles(let tiles) = block else { continue }
            for tile in tiles where tile.tone == .warning || tile.tone == .critical {
                #expect(!tile.status.isEmpty, "\(tile.id)")
            }
        }
        let longest = board.blocks.compactMap { block -> Tile? in
            guard case .tiles(let tiles) = block else { return nil }
            return tiles.first { $0.id == "longest_wait_now" }
        }
        #expect(longest.first?.tone == .critical)
        #expect(longest.first?.value == .duration(400_000))
    }

    @Test func `an empty day shows dashes and no row`() async throws {
        var datasets = boardData.datasets
        datasets["today"] = [integers("sessions_started", [0])]
        for name in ["teams", "queue", "agents", "volume", "exceptions"] {
            datasets[name] = [integers("waiting_now", [])]
        }
        let board = try await render("wallboard", SampleData(datasets: datasets))
        #expect(board.rows == [])
    }

    @Test(arguments: ["operacao", "equipe", "canais", "agentes"])
    func `every ready board stands on its grid on every screen`(slug: String) async throws {
        for size in [(1_920, 1_080), (1_080, 1_920), (3_840, 2_160), (800, 480), (296, 128)] {
            let board = try await render(
                "wallboard",
                boardData,
                parameters: "{\"board\":\"\(slug)\"}",
                size: size
            )
            var fields: [[Bool]] = []
            for block in board.blocks {
                switch block {
                case .gridStart(let grid):
                    let row = [Bool](repeating: false, count: grid.columns)
                    fields = [[Bool]](repeating: row, count: grid.rows)
                case .cell(let cell):
                    for row in cell.row..<cell.row + cell.height {
                        for column in cell.column..<cell.column + cell.width {
                            #expect(!fields[row][column], "\(slug) \(size) \(row) \(column)")
                            fields[row][column] = true
                        }
                    }
                default: break
                }
            }
            // No field is empty: nothing of the screen is wasted.
            #expect(fields.allSatisfy { $0.allSatisfy(\.self) }, "\(slug) \(size)")
        }
    }

    @Test func `teams say what came and went by overflow, and those without agents come first`()
        async throws
    {
        var datasets = boardData.datasets
        datasets["teams"]?.removeAll { $0.name == "agents_available" }
        datasets["teams"]?.append(integers("agents_available", [0, 1]))
        let board = try await render("wallboard", SampleData(datasets: datasets))
        let teams = board.rows.prefix(2)
        // Sales waits for less long, but nobody is there.
        #expect(teams.map { $0.cells.first?.value } == [.text("Suporte"), .text("Vendas")])
        #expect(teams.last?.cells[1].value == .text("sem agentes"))
        #expect(teams.first?.cells.contains(Cell(.integer(2))) == true)
    }

    @Test func `a built board shows its metrics with its own limits`() async throws {
        let board = try await render(
            "wallboard",
            boardData,
            parameters: """
                {"title":"Sala","widgets":[
                {"type":"figure","metric":"waiting_now","column":0,"row":0,"width":3,"height":3,
                 "warning":2,"critical":4},
                {"type":"figure","metric":"service_level","column":3,"row":0,"width":3,"height":3,
                 "warning":0.8,"critical":0.6,"title":"NS","symbol":"🎯"},
                {"type":"figure","metric":"longest_wait_now","column":6,"row":0,"width":3,
                 "height":3,"critical":500},
                {"type":"figure","metric":"waiting_now","team":"suporte","column":9,"row":0,
                 "width":3,"height":3},
                {"type":"figure","metric":"waiting_now","team":"outra","column":0,"row":3,
                 "width":3,"height":3},
                {"type":"figure","metric":"lucro","column":3,"row":3,"width":3,"height":3}]}
                """
        )
        let tiles = board.blocks.flatMap { block -> [Tile] in
            if case .tiles(let tiles) = block { tiles } else { [] }
        }
        #expect(tiles.map(\.title).prefix(3) == ["Em espera", "NS", "Maior espera agora"])
        #expect(tiles.map(\.tone).prefix(3) == [.warning, .warning, .good])
        #expect(tiles.prefix(2).allSatisfy { !$0.status.isEmpty })
        #expect(tiles[3].value == .integer(2))
        #expect(tiles[3].note == "Suporte")
        // A team out of sight and a metric that is gone are said, not left out.
        #expect(tiles.suffix(2).map(\.value) == [.nothing, .nothing])
        #expect(tiles.suffix(2).allSatisfy { !$0.note.isEmpty })
        #expect(board.info?.title == "Sala")
    }

    @Test(arguments: [0, 1, 40])
    func `a board of teams is whole with none, one and forty`(count: Int) async throws {
        var datasets = boardData.datasets
        let names = (0..<count).map { "Equipe \($0 + 1)" }
        datasets["teams"] = [
            texts("name", names), integers("waiting_now", names.map { _ in 1 }),
        ]
        let board = try await render(
            "wallboard",
            SampleData(datasets: datasets),
            parameters: #"{"board":"equipe"}"#
        )
        #expect(board.rows.count == count)
    }
}
