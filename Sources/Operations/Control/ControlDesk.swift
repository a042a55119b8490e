internal import Engine
internal import Paper
internal import Store

/// Does the commands of the console: for the server's socket and for a house opened for one command.
///
/// The console is whoever may read the data folder; there is nobody above to ask for leave. What a
/// command shows is what an administrator sees.
public struct ControlDesk: Sendable {
    let switchboard: Switchboard
    let folder: DataFolder
    let channels: ChannelDesk
    let reports: ReportDesk
    let boards: BoardDesk
    let post: ReportPost
    let clock: WallClock
    let takesDemoAccounts: Bool

    /// Does a command.
    ///
    /// - Throws: `ControlFailure`, in one line for people.
    public func perform(_ request: ControlRequest) async throws -> ControlOutcome {
        do {
            switch request {
            case .user(let request): return ControlOutcome(try await perform(request))
            case .token(let request): return ControlOutcome(try await perform(request))
            case .channel(let request): return ControlOutcome(try await perform(request))
            case .team(let request): return ControlOutcome(try await perform(request))
            case .flow(let request): return try await perform(request)
            case .board(let request): return try await perform(request)
            case .report(let request): return try await perform(request)
            case .mail(let request): return ControlOutcome(try await perform(request))
            case .quarantine(let request): return ControlOutcome(try await perform(request))
            case .company(let request): return try await perform(request)
            case .plugin(let request): return ControlOutcome(try await perform(request))
            }
        } catch let failure as ControlFailure {
            throw failure
        } catch let refusal as Refusal {
            throw ControlFailure(refusal.words)
        } catch let field as InvalidField {
            throw ControlFailure("\(field.field): \(field.text(post.words, in: .english))")
        } catch let error as AccountsError {
            throw ControlFailure(error.words)
        } catch SwitchboardError.overloaded {
            throw ControlFailure("too much waits already; try again in a moment")
        } catch SwitchboardError.journalFailed(let reason) {
            throw ControlFailure("the journal could not be written: \(reason)")
        } catch {
            throw ControlFailure("\(error)")
        }
    }

    /// Changes the configuration and gives back what it then is.
    func configure(_ change: Configuration) async throws -> Configuration {
        let events = try await switchboard.submit(.configure(change), by: .console)
        for case .configured(let made) in events.map(\.event) { return made }
        // Nothing happened: it was so already.
        return change
    }

    /// Finds the team that a slug names.
    func team(_ slug: String) async throws -> Team {
        let team = await switchboard.read { $0.team(slug: slug) }
        guard let team else { throw ControlFailure("there is no team \(slug)") }
        return team
    }

    /// Finds the teams that slugs name, each once.
    func teams(_ slugs: [String]) async throws -> [ID<Team>] {
        var ids: [ID<Team>] = []
        for slug in slugs {
            let id = try await team(slug).id
            if !ids.contains(id) { ids.append(id) }
        }
        return ids
    }

    /// Finds the person that an address names.
    func agent(_ email: String) async throws -> Agent {
        let address = email.lowercased()
        let agent = await switchboard.read { $0.agent(email: address) }
        guard let agent else { throw ControlFailure("there is no user \(address)") }
        return agent
    }
}
