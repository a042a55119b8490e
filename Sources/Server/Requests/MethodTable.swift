internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// Knows which methods each path has, to say so where another one was used.
final class MethodTable: Sendable {
    private struct Route: Sendable {
        var method: HTTPRequest.Method
        var parts: [String]
    }

    private let routes = Mutex<[Route]>([])

    /// Learns the routes, once they are all there.
    func learn(_ described: [(method: HTTPRequest.Method, path: String)]) {
        let known = described.map { Route(method: $0.method, parts: Self.parts(of: $0.path)) }
        routes.withLock { $0 = known }
    }

    /// The methods of a path, in the order of the alphabet; none when there is no such path.
    func methods(of path: String) -> [String] {
        let parts = Self.parts(of: path)
        let fitting = routes.withLock { routes in
            routes.filter { route in
                route.parts.count == parts.count
                    && zip(route.parts, parts).allSatisfy(Self.fits)
            }
        }
        // As the router does: a name goes before a parameter.
        let names = fitting.map { route in zip(route.parts, parts).count { $0 == $1 } }
        let most = names.max() ?? 0
        var methods = Set(zip(fitting, names).filter { $0.1 == most }.map(\.0.method.rawValue))
        // HEAD comes with GET by itself.
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.sorted()
    }

    private static func parts(of path: String) -> [String] {
        path.split(separator: "/").map(String.init)
    }

    /// Tells whether a part of a path fits a part of a route, such as `{slug}.png`.
    private static func fits(_ route: String, _ part: String) -> Bool {
        guard let open = route.firstIndex(of: "{"), let close = route.firstIndex(of: "}") else {
            return route == part
        }
        let (head, tail) = (route[..<open], route[route.index(after: close)...])
        return part.utf8.count > head.utf8.count + tail.utf8.count && part.hasPrefix(head)
            && part.hasSuffix(tail)
    }
}
