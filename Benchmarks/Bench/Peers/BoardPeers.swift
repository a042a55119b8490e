import Foundation
import Rendering

/// Is what a browser takes for the wallboard.
enum BoardPeers {
    /// Chromium, started and warm: going to a page with the same board, and its picture.
    static var chromium: Subject {
        Subject("Chromium, warm", needs: [Chromium.tool, Chromium.driver], isSlow: true) {
            let scratch = try Scratch()
            let pages = try (0..<12).map { frame in
                let page = scratch.folder.appending(path: "board-\(frame).html")
                let board = try HtmlWriter.fragment(
                    of: WallboardSample(frame: frame).blocks,
                    wording: HouseSample.wording
                )
                let places = (1...12).map {
                    """
                    .column-\($0) { grid-column-start: \($0) } .row-\($0) { grid-row-start: \($0) }
                    .columns-\($0) { grid-column-end: span \($0) }
                    .rows-\($0) { grid-row-end: span \($0) }
                    """
                }
                try Data(
                    """
                    <!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8"><style>
                    html, body { margin: 0; height: 100%; background: #0f1318; color: #e8edf2;
                      font: 20px Inter, sans-serif }
                    .board { display: grid; grid-template-columns: repeat(12, 1fr);
                      grid-template-rows: repeat(12, 1fr); gap: 12px; height: 92vh; padding: 12px }
                    .board-cell { background: #1a2028; border-radius: 12px; padding: 12px;
                      overflow: hidden }
                    .tile-value { font-size: 44px; font-weight: 700 }
                    table { width: 100%; border-collapse: collapse; font-size: 16px }
                    td, th { text-align: left; padding: 1px 6px } .align-end { text-align: right }
                    svg { width: 100%; height: 100% } .series-0 { stroke: #4da3ff; fill: none }
                    .series-1 { stroke: #3ecf8e; fill: none }
                    \(places.joined(separator: "\n"))
                    </style></head><body>\(board)</body></html>

                    """.utf8
                ).write(to: page)
                return page
            }
            return try await Chromium.shoot(pages, width: 1_920, height: 1_080)
        }
    }
}
