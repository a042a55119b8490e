import Paper
import Testing

@testable import Rendering

@Suite struct ChartTests {
    @Test(arguments: [
        (118.0, 5, [0.0, 25, 50, 75, 100, 125]), (3, 5, [0, 1, 2, 3]), (0, 5, [0, 1, 2, 3, 4, 5]),
        (1_284, 4, [0, 500, 1_000, 1_500]),
    ]) func `axes of counts show round whole numbers`(top: Double, lines: Int, ticks: [Double]) {
        #expect(ChartScale([top], lines: lines, steps: .whole).ticks == ticks)
    }

    @Test func `axes of durations show minutes and hours`() {
        #expect(ChartScale([400_000], lines: 4, steps: .time).step == 120_000)
        #expect(ChartScale([9_000_000], lines: 4, steps: .time).step == 3_600_000)
    }

    @Test func `values below zero and values that are none have their place`() {
        let scale = ChartScale([-5, .nan, .infinity, 10], lines: 3, steps: .whole)
        #expect(scale.lower == -5)
        #expect(scale.upper == 10)
        #expect(scale.position(-5) == 0)
        #expect(scale.position(10) == 1)
    }

    @Test func `a gap parts a line`() {
        let chart = Chart(
            title: "",
            kind: .line,
            categories: ["a", "b", "c", "d"],
            series: [Series(name: "s", values: [1, .nan, 2, 3, 99])]
        )
        let layout = ChartLayout(
            chart,
            plot: Rectangle(x: 0, y: 0, width: 30, height: 10),
            scale: ChartLayout.scale(of: chart, lines: 3)
        )
        #expect(layout.lines.map(\.points.count) == [1, 2])
        #expect(layout.lines[1].points[0].x == 20)
    }

    @Test func `stacked bars stand on each other`() {
        let chart = Chart(
            title: "",
            kind: .stackedBar,
            categories: ["a"],
            series: [Series(name: "x", values: [2]), Series(name: "y", values: [3])]
        )
        let layout = ChartLayout(
            chart,
            plot: Rectangle(x: 0, y: 0, width: 10, height: 50),
            scale: ChartLayout.scale(of: chart, lines: 5)
        )
        #expect(layout.bars.count == 2)
        #expect(
            abs(layout.bars[0].area.y - (layout.bars[1].area.y + layout.bars[1].area.height)) < 1e-9
        )
        #expect(abs(layout.bars[1].area.y) < 1e-9)
    }
}

@Suite struct ColumnPlanTests {
    private func need(_ natural: Double, _ least: Double, _ weight: Double = 1) -> ColumnPlan.Need {
        ColumnPlan.Need(natural: natural, least: least, weight: weight)
    }

    @Test func `columns always fill the table`() {
        for available in [50.0, 120, 200, 1_000] {
            let plan = ColumnPlan(
                [need(100, 40), need(50, 50), need(30, 10, 3)],
                available: available
            )
            #expect(abs(plan.widths.reduce(0, +) - available) < 0.1)
            #expect(plan.isTight == (available < 100))
        }
    }

    @Test func `room to spare goes by weight`() {
        let plan = ColumnPlan([need(10, 10, 1), need(10, 10, 3)], available: 60)
        #expect(plan.widths == [20, 40])
    }

    @Test func `what is short is shared by those that can wrap`() {
        let plan = ColumnPlan([need(60, 20), need(40, 40)], available: 80)
        #expect(abs(plan.widths[0] - 40) < 0.1)
        #expect(abs(plan.widths[1] - 40) < 0.1)
    }

    @Test func `one long column does not make the short ones wrap`() {
        let plan = ColumnPlan([need(2_000, 40), need(50, 20), need(30, 15)], available: 300)
        #expect(abs(plan.widths[0] - 220) < 0.1)
        #expect(abs(plan.widths[1] - 50) < 0.1)
        #expect(abs(plan.widths[2] - 30) < 0.1)
    }

    @Test func `weights that are none count as one`() {
        let plan = ColumnPlan([need(10, 10, .nan), need(10, 10, -4)], available: 40)
        #expect(plan.widths == [20, 20])
    }
}
