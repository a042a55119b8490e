internal import Engine
internal import Foundation

extension ControlDesk {
    func perform(_ request: FlowRequest) async throws -> ControlOutcome {
        switch request {
        case .list:
            return ControlOutcome(.flows(await flowLines { _ in true }))
        case .export(let slug):
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let definition = try encoder.encode(try await flow(slug).draft) + Data("\n".utf8)
            let line = DocumentLine(pages: 0, contentHash: "")
            return ControlOutcome(.document(line), document: .bytes(definition))
        case .store(let slug, let name, let text):
            let draft = try definition(text)
            let known = await switchboard.read { floor in floor.flow(slug: slug) }
            var flow = known ?? Flow(id: .new, slug: slug, name: name ?? slug)
            flow.name = name ?? flow.name
            flow.draft = draft
            _ = try await configure(.flow(flow))
            return ControlOutcome(.flows(await flowLines { $0.slug == slug }))
        case .publish(let slug):
            let flow = try await flow(slug)
            do {
                _ = try await switchboard.submit(.publishFlow(flow.id), by: .console)
            } catch Refusal.flowHasProblems(let problems) {
                throw ControlFailure(
                    "\(slug) is not published: \(problems.count) problem(s); `flow validate` names them"
                )
            }
            return ControlOutcome(.flows(await flowLines { $0.slug == slug }))
        case .validate(let text):
            let flow = Flow(id: .new, slug: "", name: "", draft: try definition(text))
            return ControlOutcome(.problems(await switchboard.read { $0.problems(of: flow) }))
        }
    }

    func flow(_ slug: String) async throws -> Flow {
        let flow = await switchboard.read { $0.flow(slug: slug) }
        guard let flow else { throw ControlFailure("there is no flow \(slug)") }
        return flow
    }

    private func definition(_ text: String) throws -> FlowDefinition {
        do {
            return try JSONDecoder().decode(FlowDefinition.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw ControlFailure("the definition: \(error.place)")
        }
    }

    private func flowLines(_ isWanted: @Sendable (Flow) -> Bool) async -> [FlowLine] {
        await switchboard.read { floor in
            floor.allFlows.filter(isWanted).map { flow in
                let version = flow.current.flatMap { floor.flowVersion($0) }
                return FlowLine(
                    id: flow.id.description,
                    slug: flow.slug,
                    name: flow.name,
                    version: version?.number ?? 0,
                    hasDraft: version?.definition != flow.draft,
                    problems: floor.problems(of: flow)
                )
            }
        }
    }
}

extension DecodingError {
    /// Where in the JSON it is, and what is wrong there.
    var place: String {
        let context: Context
        switch self {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
            .dataCorrupted(let found):
            context = found
        @unknown default: return "\(self)"
        }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return (path.isEmpty ? "" : path + ": ") + context.debugDescription
    }
}
