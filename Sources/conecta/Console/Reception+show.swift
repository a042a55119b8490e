import Engine
import Foundation
import Operations

extension Reception {
    /// Shows an answer: in words, or as JSON.
    static func show(_ answer: ControlAnswer, _ format: FormatOptions) throws {
        format.json ? try showJSON(answer) : showWords(answer)
    }

    private static func showJSON(_ answer: ControlAnswer) throws {
        switch answer {
        case .done(let text): try Console.json(["done": text])
        case .users(let lines): try Console.json(lines)
        case .secret(let line): try Console.json(line)
        case .tokens(let lines): try Console.json(lines)
        case .channels(let lines): try Console.json(lines)
        case .findings(let lines): try Console.json(lines)
        case .trial(let result): try Console.json(result)
        case .teams(let lines): try Console.json(lines)
        case .flows(let lines): try Console.json(lines)
        case .problems(let problems): try Console.json(problems)
        case .boards(let lines): try Console.json(lines)
        case .reports(let lines): try Console.json(lines)
        case .exports(let lines): try Console.json(lines)
        case .schedules(let lines): try Console.json(lines)
        case .mailServer(let line): try Console.json(line)
        case .mailTest(let line): try Console.json(line)
        case .company(let line): try Console.json(line)
        case .plugins(let lines): try Console.json(lines)
        case .quarantine(let lines): try Console.json(lines)
        case .quarantined(let line): try Console.json(line)
        case .document(let line): try Console.json(line)
        }
    }

    private static func showWords(_ answer: ControlAnswer) {
        switch answer {
        case .done(let text): if !text.isEmpty { Console.line(text) }
        case .users(let lines): showUsers(lines)
        case .secret(let line): Console.line(line.secret)
        case .tokens(let lines):
            Console.table(
                ["id", "user", "name", "created", "last used"],
                lines.map {
                    [$0.id, $0.user, $0.name, time($0.createdAt), $0.lastUsedAt.map(time) ?? "-"]
                }
            )
        case .channels(let lines):
            Console.table(
                ["slug", "name", "plugin", "account", "team", "state"],
                lines.map {
                    let state = $0.problem.isEmpty ? $0.isActive ? "active" : "off" : $0.problem
                    return [$0.slug, $0.name, $0.plugin, $0.account, $0.team, state]
                }
            )
        case .findings(let lines):
            if lines.isEmpty { Console.line("nothing to complain about") }
            showFindings(lines)
        case .trial(let result): showTrial(result)
        case .teams(let lines):
            Console.table(
                ["slug", "name", "target", "goal", "short", "distribution", "overflow", "state"],
                lines.map {
                    [
                        $0.slug, $0.name, "\($0.targetSeconds) s", "\($0.goal)",
                        "\($0.shortAbandonSeconds) s", $0.distribution.rawValue,
                        overflow($0), $0.isActive ? "active" : "off",
                    ]
                }
            )
        case .flows(let lines):
            Console.table(
                ["slug", "name", "version", "draft"],
                lines.map {
                    let problems = "\($0.problems.count) problem(s)"
                    let draft = $0.hasDraft ? $0.problems.isEmpty ? "ready" : problems : "-"
                    return [$0.slug, $0.name, "\($0.version)", draft]
                }
            )
        case .problems(let problems):
            if problems.isEmpty { Console.line("nothing to complain about") }
            for problem in problems {
                let place = problem.block.map { "\($0): " } ?? ""
                Console.line("\(place)\(problem.text) (\(problem.code.rawValue))")
            }
        case .boards(let lines):
            Console.table(
                ["slug", "title", "owner"],
                lines.map { [$0.slug, $0.title, $0.owner.isEmpty ? "-" : $0.owner] }
            )
        case .reports(let lines):
            Console.table(["id", "name", "plugin"], lines.map { [$0.id, $0.name, $0.plugin] })
        case .exports(let lines): showExports(lines)
        case .schedules(let lines): showSchedules(lines)
        case .mailServer(let line): showServer(line)
        case .mailTest(let test): Console.line(test.answer)
        case .company(let line): showCompany(line)
        case .plugins(let lines): showPlugins(lines)
        case .quarantine(let lines): showQuarantine(lines)
        case .quarantined(let line): showQuarantined(line)
        case .document(let line):
            if line.pages > 0 { Console.line("\(line.pages) page(s), content \(line.contentHash)") }
        }
    }

    private static func overflow(_ line: TeamLine) -> String {
        let targets = [line.overflowUnavailable, line.overflowWait].compactMap(\.self)
        return targets.isEmpty ? "-" : Set(targets).sorted().joined(separator: ",")
    }

    private static func showCompany(_ line: CompanyLine) {
        Console.table(
            ["name", "registration", "zone", "language", "accent", "kept", "logo"],
            [
                [
                    line.name, line.registration.isEmpty ? "-" : line.registration, line.timeZone,
                    line.language, line.accent.isEmpty ? "-" : line.accent,
                    line.retentionDays == 0 ? "for ever" : "\(line.retentionDays) days",
                    line.logoBytes == 0 ? "-" : "\(line.logoBytes) bytes",
                ]
            ]
        )
    }

    private static func showUsers(_ lines: [UserLine]) {
        Console.table(
            ["email", "name", "role", "teams", "watches", "state"],
            lines.map {
                [
                    $0.email, $0.name, $0.role.rawValue, $0.teams.joined(separator: ","),
                    $0.scope?.joined(separator: ",") ?? "all", $0.isActive ? "active" : "off",
                ]
            }
        )
    }

    static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(.iso8601)
    }
}
