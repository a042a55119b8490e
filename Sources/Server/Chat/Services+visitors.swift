internal import Engine
internal import HTTPTypes
internal import Hummingbird

extension Services {
    /// Reads who a visitor is; `nil` without a token of ours for the channel.
    func visitor(_ request: Request, on channel: Engine.Channel) -> Visitor? {
        guard let token = request.headers[.visitorToken],
            let visitor = visitorSeal.open(token, as: Visitor.self),
            visitor.channel == channel.id
        else { return nil }
        return visitor
    }

    /// Reads who a visitor is.
    ///
    /// - Throws: `Problem.unauthenticated` without a token of ours for the channel.
    func requireVisitor(_ request: Request, on channel: Engine.Channel) throws -> Visitor {
        guard let visitor = visitor(request, on: channel) else { throw Problem.unauthenticated }
        return visitor
    }
}
