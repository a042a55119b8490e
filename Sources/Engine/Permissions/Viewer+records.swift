extension Viewer {
    /// Whether the person reads who did what: administrators all of it, managers what their teams
    /// have to do with.
    public var audits: Bool { agent.role >= .manager && readsReports }

    /// Whether the person may have everything about one contact as a file.
    public var takesDossiers: Bool { may(.exports) }
}
