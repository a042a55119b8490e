internal import Engine
internal import PluginHost

extension ControlDesk {
    func perform(_ request: PluginRequest) async throws -> ControlAnswer {
        let desk = PluginDesk(channels)
        switch request {
        case .status: return .plugins(try await desk.plugins().map(PluginLine.init))
        case .place(let id, let placement):
            guard try await desk.place(id, placement, by: .console) else {
                throw ControlFailure("there is no plugin \(id)")
            }
            guard let placement else { return .done("\(id) runs where the house has it") }
            return .done("\(id) runs \(placement.words) from the next start on")
        case .resume(let id):
            guard try await desk.resume(id, by: .console) else {
                throw ControlFailure("\(id) has no process of its own here")
            }
            return .done("\(id) may begin again")
        case .reload: return .plugins(try await desk.reload().map(PluginLine.init))
        case .acceptSandbox:
            return .plugins(try await desk.acceptSandbox(by: .console).map(PluginLine.init))
        }
    }
}

extension PluginPlacement {
    fileprivate var words: String {
        switch self {
        case .inProcess: "in the server's process"
        case .worker: "in a process of its own"
        }
    }
}
