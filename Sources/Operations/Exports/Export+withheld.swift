public import Engine
public import Store

extension Export {
    /// Tells whether a person may not have the files any more: since they were made, teams or parts of
    /// the product were taken from the person that they speak of.
    ///
    /// Administrators have them all.
    public func isWithheld(from viewer: Viewer) -> Bool {
        guard state == .done, !viewer.administers else { return false }
        guard let reach else { return true }
        return !Reach(viewer).covers(reach)
    }
}

/// Says that files hold what the person may not see any more.
public struct ExportWithheld: Error, Sendable, Hashable {}
