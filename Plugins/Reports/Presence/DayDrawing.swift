import PluginKit

/// Draws a day: a line for each person with bars where they were available, had sessions, or paused.
///
/// States differ by height as well as by colour: who is available has a tall bar, darker while there
/// are sessions; a pause is a low bar, with a mark where it went over its limit.
struct DayDrawing {
    private static let width = 770.0
    private static let labels = 150.0
    private static let sums = 150.0
    private static let row = 20.0
    private static let head = 22.0

    // The most people on one drawing, so that each fits a page.
    private static let most = 18

    private static let ink: UInt32 = 0x1B26_31FF
    private static let muted: UInt32 = 0x5B69_77FF
    private static let line: UInt32 = 0xD5DC_E3FF
    private static let available: UInt32 = 0xA9DB_BDFF
    private static let busy: UInt32 = 0x1E7A_46FF
    private static let paused: UInt32 = 0xE9A3_20FF
    private static let over: UInt32 = 0xC23B_38FF

    private let day: DaySpan
    private let people: [WorkingTime.Person]
    private let paper: Paper
    private let words: Words

    init(_ day: DaySpan, _ time: WorkingTime, _ paper: Paper, _ words: Words) {
        self.day = day
        self.paper = paper
        self.words = words
        people = time.people.filter { person in
            person.stretches.contains { stretch in
                stretch.state != "offline" && stretch.start < day.end && stretch.end > day.start
            }
        }
    }

    /// The drawings, each of as many people as fit a page, with a legend below the last.
    func canvases() throws -> [Canvas] {
        let groups = stride(from: 0, to: people.count, by: Self.most).map { first in
            Array(people[first..<min(people.count, first + Self.most)])
        }
        return try groups.enumerated().map { place, group in
            try canvas(of: group, isLast: place == groups.count - 1)
        }
    }

    private func canvas(of people: [WorkingTime.Person], isLast: Bool) throws -> Canvas {
        let bottom = Self.head + Double(people.count) * Self.row
        var canvas = Canvas(
            width: Self.width,
            height: bottom + (isLast ? 26 : 4),
            alternative: alternative(of: people)
        )
        drawHours(to: bottom, &canvas)
        for (place, person) in people.enumerated() {
            try draw(person, top: Self.head + Double(place) * Self.row, &canvas)
        }
        if isLast { try drawLegend(top: bottom + 10, &canvas) }
        return canvas
    }

    private func x(_ moment: Int64) -> Double {
        let room = Self.width - Self.labels - Self.sums
        let part = Double(moment - day.start) / Double(max(1, day.end - day.start))
        return Self.labels + min(1, max(0, part)) * room
    }

    private func drawHours(to bottom: Double, _ canvas: inout Canvas) {
        let every = day.hours.count > 15 ? 2 : 1
        for (place, hour) in day.hours.enumerated() {
            let x = x(hour.moment)
            canvas.operations.append(
                .rectangle(
                    x: x - 0.25,
                    y: Self.head - 4,
                    width: 0.5,
                    height: bottom - Self.head + 4,
                    radius: 0,
                    Paint(fill: Self.line)
                )
            )
            guard place.isMultiple(of: every) else { continue }
            let name = words(
                "presence.hour",
                ["hour": hour.name < 10 ? "0\(hour.name)" : "\(hour.name)"]
            )
            canvas.operations.append(
                .text(
                    name,
                    x: x,
                    y: Self.head - 8,
                    TextStyle(size: 7.5, color: Self.muted, alignment: .center)
                )
            )
        }
    }

    private func draw(
        _ person: WorkingTime.Person,
        top: Double,
        _ canvas: inout Canvas
    ) throws {
        let style = TextStyle(size: 8.5, color: Self.ink)
        let name = try fitted(person.name, style, Self.labels - 8)
        canvas.operations.append(.text(name, x: 0, y: top + 13, style))
        let middle = top + Self.row / 2
        func bar(_ start: Int64, _ end: Int64, _ height: Double, _ fill: UInt32) {
            let (low, high) = (max(start, day.start), min(end, day.end))
            guard low < high else { return }
            canvas.operations.append(
                .rectangle(
                    x: x(low),
                    y: middle - height / 2,
                    width: max(0.6, x(high) - x(low)),
                    height: height,
                    radius: 1,
                    Paint(fill: fill)
                )
            )
        }
        for stretch in person.stretches where stretch.state == "available" {
            bar(stretch.start, stretch.end, 12, Self.available)
        }
        for stretch in person.busy { bar(stretch.lowerBound, stretch.upperBound, 12, Self.busy) }
        var available: Int64 = 0
        var paused: Int64 = 0
        for stretch in person.stretches {
            let length = max(0, min(stretch.end, day.end) - max(stretch.start, day.start))
            if stretch.state == "available" { available += length }
            guard stretch.isPause else { continue }
            paused += length
            bar(stretch.start, stretch.end, 5, Self.paused)
            // What is beyond the limit is at the end of the pause.
            guard stretch.over > 0, stretch.end > day.start, stretch.start < day.end else {
                continue
            }
            bar(max(stretch.start, stretch.end - stretch.over), stretch.end, 5, Self.over)
            canvas.operations.append(
                .text(
                    "!",
                    x: x(min(stretch.end, day.end)) + 1,
                    y: middle + 3,
                    TextStyle(size: 8.5, weight: 700, color: Self.over)
                )
            )
        }
        let sums = words(
            "presence.day",
            [
                "available": words.format(.duration(available)),
                "paused": words.format(.duration(paused)),
            ]
        )
        canvas.operations.append(
            .text(
                sums,
                x: Self.width,
                y: top + 13,
                TextStyle(size: 7.5, color: Self.muted, alignment: .end)
            )
        )
    }

    private func drawLegend(top: Double, _ canvas: inout Canvas) throws {
        let style = TextStyle(size: 7.5, color: Self.muted)
        var x = Self.labels
        let entries: [(String, UInt32, Double)] = [
            ("available", Self.available, 10), ("busy", Self.busy, 10), ("paused", Self.paused, 5),
            ("over", Self.over, 5),
        ]
        for (name, color, height) in entries {
            let text = words("presence.legend." + name)
            canvas.operations += [
                .rectangle(
                    x: x,
                    y: top + 5 - height / 2,
                    width: 16,
                    height: height,
                    radius: 1,
                    Paint(fill: color)
                ),
                .text(text, x: x + 20, y: top + 8, style),
            ]
            x += 36 + (try paper.measure(text, style).width)
        }
    }

    /// A name as far as there is room for it.
    private func fitted(_ name: String, _ style: TextStyle, _ room: Double) throws -> String {
        // Nothing longer than this fits, whatever its letters.
        let name = name.count > 80 ? String(name.prefix(80)) : name
        guard try paper.measure(name, style).width > room else { return name }
        var (low, high) = (0, name.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            let isShort = try paper.measure(name.prefix(middle) + "…", style).width <= room
            if isShort { low = middle } else { high = middle }
        }
        return name.prefix(low) + "…"
    }

    private func alternative(of people: [WorkingTime.Person]) -> String {
        let names = people.prefix(20).map { person in
            let times = words(
                "presence.day",
                [
                    "available": words.format(.duration(person.available)),
                    "paused": words.format(.duration(person.paused)),
                ]
            )
            return "\(person.name.prefix(60)): \(times)"
        }
        return words("presence.timeline") + " · " + words.format(.day(day.number)) + ". "
            + names.joined(separator: "; ")
    }
}
