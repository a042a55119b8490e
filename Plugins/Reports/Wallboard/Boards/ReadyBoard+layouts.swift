import PluginKit

extension ReadyBoard {
    /// What must be acted on now; how the day goes; the teams; what is out of the ordinary; who
    /// waits; the day by hours.
    func operation(_ sheet: Sheet, _ figures: KeyFigures) throws {
        if sheet.shape == .tall {
            try sheet.tiles(
                figures.first + [figures.inService],
                in: .init(column: 0, row: 0, width: 60, height: 21),
                perLine: 2
            )
            try sheet.teams(in: .init(column: 0, row: 21, width: 60, height: 13))
            try sheet.exceptions(in: .init(column: 0, row: 34, width: 60, height: 8))
            try sheet.queue(in: .init(column: 0, row: 42, width: 60, height: 10))
            return try sheet.chart(.volume, in: .init(column: 0, row: 52, width: 60, height: 8))
        }
        try sheet.tiles(
            figures.first,
            in: .init(column: 0, row: 0, width: 60, height: 14),
            perLine: 5
        )
        let low = sheet.lowTile(perLine: 5)
        try sheet.tiles(
            figures.ofDay,
            in: .init(column: 0, row: 14, width: 60, height: low),
            perLine: 5
        )
        let rest = 28 - low
        try sheet.teams(in: .init(column: 0, row: 14 + low, width: 36, height: rest))
        try sheet.exceptions(in: .init(column: 36, row: 14 + low, width: 24, height: rest))
        try sheet.queue(in: .init(column: 0, row: 42, width: 36, height: 18))
        try sheet.chart(.volume, in: .init(column: 36, row: 42, width: 24, height: 18))
    }

    /// The teams by severity, with what came to them and left them by overflow.
    func teams(_ sheet: Sheet, _ figures: KeyFigures) throws {
        let count = try sheet.data.rows("teams").count
        if sheet.shape == .tall {
            try sheet.tiles(
                figures.first + [figures.abandoned],
                in: .init(column: 0, row: 0, width: 60, height: 21),
                perLine: 2
            )
            guard count <= 12 else {
                return try sheet.teams(in: .init(column: 0, row: 21, width: 60, height: 39))
            }
            try sheet.teams(in: .init(column: 0, row: 21, width: 60, height: 19))
            try sheet.chart(.wait, in: .init(column: 0, row: 40, width: 60, height: 10))
            return try sheet.chart(
                .serviceLevel,
                in: .init(column: 0, row: 50, width: 60, height: 10)
            )
        }
        let isCrowded = count > 9
        try sheet.tiles(
            figures.first,
            in: .init(column: 0, row: 0, width: 60, height: isCrowded ? 9 : 14),
            perLine: 5
        )
        guard !isCrowded else {
            return try sheet.teams(
                in: .init(column: 0, row: 9, width: 60, height: 51),
                most: 2
            )
        }
        try sheet.teams(in: .init(column: 0, row: 14, width: 60, height: 27))
        try sheet.chart(.wait, in: .init(column: 0, row: 41, width: 30, height: 19))
        try sheet.chart(.serviceLevel, in: .init(column: 30, row: 41, width: 30, height: 19))
    }

    /// The channels, those that do not work first.
    func channels(_ sheet: Sheet, _ figures: KeyFigures) throws {
        let count = try sheet.data.rows("channels").count
        if sheet.shape == .tall {
            try sheet.tiles(
                figures.ofChannels + [figures.serviceLevel],
                in: .init(column: 0, row: 0, width: 60, height: 21),
                perLine: 2
            )
            try sheet.channels(in: .init(column: 0, row: 21, width: 60, height: 17))
            try sheet.exceptions(in: .init(column: 0, row: 38, width: 60, height: 12))
            return try sheet.chart(.volume, in: .init(column: 0, row: 50, width: 60, height: 10))
        }
        try sheet.tiles(
            figures.ofChannels,
            in: .init(column: 0, row: 0, width: 60, height: 14),
            perLine: 5
        )
        guard count <= 9 else {
            return try sheet.channels(
                in: .init(column: 0, row: 14, width: 60, height: 46),
                most: 2
            )
        }
        // A few channels leave more room to what is out of the ordinary.
        let high = count < 4 ? 18 : 26
        try sheet.channels(in: .init(column: 0, row: 14, width: 60, height: high))
        let rest = 46 - high
        try sheet.exceptions(in: .init(column: 0, row: 14 + high, width: 30, height: rest))
        try sheet.chart(
            .volume,
            in: .init(column: 30, row: 14 + high, width: 30, height: rest)
        )
    }

    /// The people, those who need a look first.
    func agents(_ sheet: Sheet, _ figures: KeyFigures) throws {
        let isTall = sheet.shape == .tall
        let count = try sheet.data.rows("agents").count
        let top = isTall ? 21 : 13
        try sheet.tiles(
            isTall ? figures.ofAgents + [figures.freeSlots] : figures.ofAgents,
            in: .init(column: 0, row: 0, width: 60, height: top),
            perLine: isTall ? 2 : 5
        )
        let few = isTall ? 18 : 11
        guard count <= few else {
            return try sheet.agents(
                in: .init(column: 0, row: top, width: 60, height: 60 - top),
                most: isTall ? 2 : 3
            )
        }
        if isTall {
            try sheet.agents(in: .init(column: 0, row: top, width: 60, height: 27))
            return try sheet.exceptions(in: .init(column: 0, row: 48, width: 60, height: 12))
        }
        try sheet.agents(in: .init(column: 0, row: top, width: 38, height: 47))
        try sheet.exceptions(in: .init(column: 38, row: top, width: 22, height: 25))
        try sheet.queue(in: .init(column: 38, row: top + 25, width: 22, height: 22))
    }
}
