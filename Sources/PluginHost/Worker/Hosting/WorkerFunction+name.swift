extension WorkerFunction {
    /// The function as people who write plugins know it.
    var name: String {
        switch self {
        case .start: "start"
        case .stop: "stop"
        case .check: "check_config"
        case .openChannel, .openReport: "create"
        case .close: "destroy"
        case .traits: "capabilities"
        case .webhook: "webhook"
        case .send: "send"
        case .poll: "poll"
        case .fetchMedia: "fetch"
        case .resolve: "resolve"
        case .sessionChanged: "changed"
        case .visitorPage: "page"
        case .show: "show"
        case .templates: "list"
        case .render: "render"
        }
    }
}
