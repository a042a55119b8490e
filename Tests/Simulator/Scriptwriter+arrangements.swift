internal import Engine

extension Scriptwriter {
    mutating func arrangement() -> Arrangement {
        let teams = Founding.teams
        switch dice.below(46) {
        case 40...45: return permission()
        case 0, 1:
            return .team(
                dice.below(teams),
                isActive: !dice.once(in: 3),
                targetSeconds: dice.within(10...900)
            )
        case 2: return .addTeam(teams)
        case 3: return .removeTeam(dice.below(teams + 1))
        case 4...7:
            let some = Set((0..<dice.within(0...2)).map { _ in dice.below(teams + 1) })
            return .agent(
                agent(),
                teams: some.sorted(),
                limit: Int(dice.within(0...4)),
                isActive: !dice.once(in: 6)
            )
        case 8: return .scope(of: 5 + dice.below(2), teams: [dice.below(teams)])
        case 9, 10:
            return .channel(
                dice.below(Founding.channels),
                team: dice.below(teams),
                isActive: !dice.once(in: 4)
            )
        case 11: return .addChannel(dice.below(Founding.channels))
        case 12: return .removeChannel(dice.below(Founding.channels))
        case 13: return .addTag(dice.below(Founding.tags))
        case 14: return .removeTag(dice.below(Founding.tags))
        case 15: return .company(name: "Empresa \(dice.below(3))")
        case 16: return .filter(isOn: !dice.once(in: 3))
        case 17: return .refusalWords(isOn: dice.once(in: 2))
        case 18: return .keepAlive(seconds: dice.once(in: 2) ? 0 : dice.within(60...900))
        case 19, 20: return .texts(isOn: !dice.once(in: 3))
        case 21: return hours()
        case 22: return .disposition(dice.below(3), isActive: !dice.once(in: 4))
        case 23: return .history(of: agent(), dice.below(5))
        case 24, 25:
            return .flow(
                channel: dice.below(Founding.channels),
                dice.once(in: 3) ? nil : dice.below(2)
            )
        case 26: return .publish(dice.below(2))
        case 27:
            let windows: [Int64] = [86_400, 86_400, 3_600, 604_800]
            return .window(channel: dice.below(2) * 3, seconds: dice.one(of: windows, or: 86_400))
        default: return .rule(team: dice.below(teams), rule())
        }
    }

    private mutating func permission() -> Arrangement {
        switch dice.below(6) {
        case 0:
            let teams = [dice.below(Founding.teams), dice.below(Founding.teams)]
            return .group(
                dice.below(Founding.groups),
                teams: dice.once(in: 4) ? nil : teams,
                areas: dice.below(4)
            )
        case 1: return .removeGroup(dice.below(Founding.groups))
        case 2: return .loadShare(Int(dice.within(1...4)))
        case 3: return .field(1, isActive: !dice.once(in: 3))
        default:
            return .member(agent(), of: dice.once(in: 4) ? nil : dice.below(Founding.groups))
        }
    }

    private mutating func hours() -> Arrangement {
        let opens = dice.below(24) * 60
        return .hours(dice.below(2), opens: opens, closes: dice.below(25) * 60)
    }

    private mutating func rule() -> Rule {
        switch dice.below(10) {
        case 0, 1:
            return .distribution(dice.below(4), reservationSeconds: dice.within(0...600))
        case 2:
            let number = dice.once(in: 2) ? nil : dice.below(2)
            return .hours(number, goesTo: team(), closes: dice.once(in: 4))
        case 3, 4: return .unavailable(goesTo: team(), seconds: dice.within(0...120))
        case 5: return .waitLimit(goesTo: team(), seconds: dice.within(0...1_800))
        case 6:
            return .warning(seconds: dice.within(0...3_600), closeSeconds: dice.within(0...3_600))
        case 7:
            return .requeue(
                silentSeconds: dice.once(in: 2) ? 0 : dice.within(60...7_200),
                offlineSeconds: dice.once(in: 2) ? 0 : dice.within(60...3_600),
                closes: dice.once(in: 4)
            )
        case 8:
            return dice.once(in: 2)
                ? .queueLimit(seconds: dice.once(in: 2) ? 0 : dice.within(600...86_400))
                : .reopening(seconds: dice.once(in: 3) ? 0 : dice.within(60...90_000))
        default: return .asks(disposition: dice.once(in: 3), rating: dice.once(in: 2))
        }
    }

    private mutating func team() -> Int? {
        dice.once(in: 4) ? nil : dice.below(Founding.teams)
    }
}
