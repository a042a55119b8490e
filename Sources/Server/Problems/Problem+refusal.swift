internal import Engine
internal import HTTPTypes
internal import OrderedCollections

extension Problem {
    /// Makes a problem of the engine's reason; people are named by the directory.
    init(_ refusal: Refusal, directory: Directory) {
        self.init(Self.status(of: refusal), refusal.code)
        switch refusal {
        case .taken(let agent):
            fields = [JSON.Field(name: "agent", value: directory.reference(agent))]
            detail = directory.agents[agent]?.name
        case .hasOpenSession(let session, let agent):
            fields = [
                JSON.Field(name: "session", value: .text(session.description)),
                JSON.Field(name: "agent", value: directory.reference(agent)),
            ]
            detail = agent.flatMap { directory.agents[$0]?.name }
        case .wrongPhase(let phase):
            fields = [JSON.Field(name: "phase", value: .text(phase.rawValue))]
        case .windowClosed(let resume):
            fields = [JSON.Field(name: "resume", value: .text(resume.rawValue))]
        case .limitReached(let limit):
            fields = [JSON.Field(name: "limit", value: .count(limit))]
        case .wrongDelivery(let delivery):
            fields = [JSON.Field(name: "delivery", value: .text(delivery.rawValue))]
        case .tooLong(let maximum):
            fields = [JSON.Field(name: "maximum", value: .count(maximum))]
        case .templateParameters(let expected, let given):
            fields = [
                JSON.Field(name: "expected", value: .count(expected)),
                JSON.Field(name: "given", value: .count(given)),
            ]
        case .templateNotSendable(let state):
            fields = [JSON.Field(name: "state", value: .text(state.rawValue))]
        case .badSlug(let slug):
            fields = [JSON.Field(name: "slug", value: .text(slug))]
        case .invalid(let field):
            fields = [JSON.Field(name: "field", value: .text(field))]
        case .wordBlocked(let word):
            fields = [JSON.Field(name: "word", value: .text(word))]
        case .templateParameterTooLong(let position, let maximum):
            fields = [
                JSON.Field(name: "position", value: .count(position)),
                JSON.Field(name: "maximum", value: .count(maximum)),
            ]
        case .flowHasProblems(let problems):
            fields = [JSON.Field(name: "problems", value: .list(problems, \.json))]
        case .tooManyFiles(let maximum):
            fields = [JSON.Field(name: "maximum", value: .count(maximum))]
        case .contactMerged(let contact), .identityTaken(let contact):
            fields = [JSON.Field(name: "contact", value: .text(contact.description))]
        default:
            break
        }
    }

    private static func status(of refusal: Refusal) -> HTTPResponse.Status {
        switch refusal {
        case .notFound: .notFound
        case .forbidden: .forbidden
        case .taken, .wrongPhase, .windowClosed, .hasOpenSession, .limitReached, .inUse,
            .duplicate, .wrongDelivery, .contactRefuses, .dispositionRequired, .contactMerged,
            .identityTaken, .leadsInCircle, .erased:
            .conflict
        default: .unprocessableContent
        }
    }
}
