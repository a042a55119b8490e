import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct ChartKindTests {
    private let plot = Rectangle(x: 0, y: 0, width: 100, height: 50)

    private func layout(_ chart: Chart) -> ChartLayout {
        ChartLayout(chart, plot: plot, scale: ChartLayout.scale(of: chart, lines: 4))
    }

    @Test func `the bars of a histogram fill the axis from edge to edge`() {
        let layout = layout(ChartSample.histogram)
        #expect(layout.bars.count == 12)
        let width = 100.0 / 12
        for bar in layout.bars {
            #expect(abs(bar.area.x - width * (Double(bar.category) + 0.02)) < 1e-9)
            #expect(abs(bar.area.width - width * 0.96) < 1e-9)
        }
    }

    @Test func `a number stands between the edges it lies between`() {
        let layout = layout(ChartSample.histogram)
        let edges = ChartSample.histogram.bins.edges
        #expect(layout.x(0, among: edges) == 0)
        #expect(layout.x(22_500, among: edges) == 100.0 / 12 * 1.5)
        #expect(layout.x(900_000, among: edges) == 100.0 / 12 * 11)
        #expect(layout.x(5_000_000, among: edges) == 100.0 / 12 * 11)
        #expect(layout.x(-1, among: edges) == nil)
        #expect(layout.x(7, among: [0, 5]) == nil)
    }

    @Test func `a goal above all values widens the axis`() {
        var chart = ChartSample.waits
        chart.target = Chart.Target(700_000)
        #expect(ChartLayout.scale(of: chart, lines: 4).upper >= 700_000)
        #expect(ChartLayout.scale(of: ChartSample.area, lines: 4).upper == 100)
    }

    @Test func `the words of a goal stand where they cover nothing`() {
        let chart = Chart(
            title: "",
            kind: .line,
            categories: ["a", "b", "c"],
            series: [Series(name: "", values: [0, 20, 55])],
            target: Chart.Target(50)
        )
        let layout = layout(chart)
        let y = layout.y(50)
        let place = layout.free((width: 30, height: 6), beside: y, gap: 1, above: -10)
        // The line crosses the goal at the right end, so the words go to the left.
        #expect(place.x < 10)
        #expect(place.y == y - 7)
    }

    @Test func `few bars are no blocks, and stand in the middle of their places`() {
        var chart = ChartSample.waits
        chart.target = nil
        let layout = ChartLayout(
            chart,
            plot: plot,
            scale: ChartLayout.scale(of: chart, lines: 4),
            thickest: 3
        )
        #expect(layout.bars.allSatisfy { abs($0.area.height - 3) < 1e-9 })
        #expect(abs(layout.bars[0].area.y - 3.5) < 1e-9)
    }

    @Test func `percentages end at one hundred`() {
        for top in [0.97, 1.0, 0.6, 0.3] {
            let scale = ChartScale([top], lines: 4, steps: .decimal)
            #expect(scale.upper <= 1, "\(top)")
            #expect(scale.upper >= top)
        }
        #expect(ChartScale([0.3], lines: 3, steps: .decimal).ticks.count == 4)
    }

    @Test func `the slices of a ring go round once, and the smallest become the rest`() {
        let slices = RingLayout.slices(of: ChartSample.donut)
        #expect(slices.count == RingLayout.mostSlices)
        #expect(slices.last?.category == nil)
        #expect(slices.last?.value == 74.0)
        #expect(abs((slices.last?.end ?? 0) - 1.5 * .pi) < 1e-9)
        #expect(slices.map(\.category).dropLast() == [0, 1, 2, 3, 4])
        for (one, next) in zip(slices, slices.dropFirst()) { #expect(one.end == next.start) }
    }

    @Test func `slices that are nothing are left out, and a ring of nothing has none`() {
        var chart = ChartSample.donut
        chart.categories = ["a", "b", "c", "d"]
        chart.series = [Series(name: "", values: [0, 3, .nan, -2])]
        #expect(RingLayout.slices(of: chart).map(\.category) == [1])
        chart.series[0].values = [0, 0, 0, 0]
        #expect(RingLayout.slices(of: chart).isEmpty)
        chart.series = []
        #expect(RingLayout.slices(of: chart).isEmpty)
    }

    @Test func `a dial ends where it is told, at one hundred percent or at a round number`() {
        #expect(RingLayout.dialMaximum(of: ChartSample.gauges) == 1)
        var chart = ChartSample.gauge
        chart.unit = .count
        chart.series[0].values = [17]
        #expect(RingLayout.dialMaximum(of: chart) == 20)
        chart.maximum = 40
        #expect(RingLayout.dialMaximum(of: chart) == 40)
        #expect(RingLayout.angle(80, maximum: 40) == RingLayout.dialEnd)
        #expect(RingLayout.angle(-3, maximum: 40) == RingLayout.dialStart)
        #expect(RingLayout.angle(.nan, maximum: 40) == RingLayout.dialStart)
    }

    @Test(arguments: [Theme.light, Theme.dark])
    func `figures on every strength of a heat map can be read`(theme: Theme) {
        let heat = HeatScale(ChartSample.heatMap, theme)
        for step in 0...20 {
            let fill = heat.fill(Double(step) / 20)
            #expect(theme.readable(on: fill).contrast(with: fill) >= 3.9, "\(step)")
        }
    }

    @Test func `charts of every kind are drawn on paper and on boards`() throws {
        for (theme, name) in [(Theme.dark, "dark"), (.light, "light")] {
            let picture = try RenderingSamples.drafter.board(ChartSample.board(theme: theme))
            try RenderingSamples.show(picture.bytes, "charts-\(name).png")
        }
        let tall = ChartSample.board(theme: .dark, width: 1_080, height: 1_920)
        let picture = try RenderingSamples.drafter.board(tall)
        try RenderingSamples.show(picture.bytes, "charts-portrait.png")
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "charts.pdf")
            _ = try RenderingSamples.drafter.pdf(
                SpooledDocument.of(ChartSample.document),
                info: PaperSample.protocolInfo,
                wording: RenderingSamples.wording,
                to: file
            )
            try RenderingSamples.show([UInt8](Data(contentsOf: file)), "charts.pdf")
            let (status, output) = try RenderingSamples.run("qpdf", "--check", file.path)
            #expect(status == 0, "\(output)")
            let text = try RenderingSamples.run("pdftotext", "-layout", file.path, "-").1
            for words in ["83,4", "meta 85", "outros", "mais", "vs. ontem"] {
                #expect(text.contains(words), "\(words)")
            }
        }
    }

    @Test(arguments: [Chart.Kind.histogram, .heatMap, .gauge, .donut, .bar, .horizontalBar])
    func `charts without values, or in no room, say so or stay empty`(kind: Chart.Kind) throws {
        let empty = Chart(title: "Vazio", kind: kind, categories: [], series: [])
        var gaps = Chart(
            title: "Lacunas",
            kind: kind,
            categories: ["a", "b"],
            series: [Series(name: "s", values: [.nan, .nan])]
        )
        gaps.bins = Chart.Bins([0, 1, 2])
        gaps.target = Chart.Target(1)
        for chart in [empty, gaps] {
            for (width, height) in [(96, 96), (640, 120), (120, 640)] {
                let request = BoardRequest(
                    key: "empty",
                    blocks: [.chart(chart)],
                    width: width,
                    height: height,
                    wording: RenderingSamples.wording
                )
                _ = try RenderingSamples.drafter.board(request)
            }
            _ = try HtmlWriter.fragment(of: [.chart(chart)], wording: RenderingSamples.wording)
        }
    }

    @Test func `the page of a chart has its drawing and the same values in a table`() throws {
        let text = try HtmlWriter.fragment(
            of: ChartSample.document,
            wording: RenderingSamples.wording
        )
        try RenderingSamples.show(Array(text.utf8), "charts.html")
        #expect(text.contains("class=\"heat-9\""))
        #expect(text.contains("class=\"target-line\""))
        #expect(text.contains("<th scope=\"row\">00:15 – 00:30</th>"))
        #expect(text.contains("<th scope=\"row\">15:00 ou mais</th>"))
        #expect(text.contains("aria-label=\"O pico é segunda-feira às 13 horas.\""))
        #expect(text.contains("▼ 2,1\u{A0}p.p."))
    }
}
