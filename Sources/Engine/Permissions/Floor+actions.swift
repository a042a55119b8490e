internal import OrderedCollections

extension Floor {
    /// What a person can do with a session now, as far as can be told before trying.
    ///
    /// Of a waiting session an agent has only what the administrator left in the card's menu; who
    /// watches the team has all of it, and so has everyone once the session is in service.
    public func actions(on session: Session, for viewer: Viewer) -> Set<SessionAction> {
        Set(SessionAction.allCases.filter { may($0, session, viewer) })
    }

    /// Tells whether a person can do something with a session now.
    public func may(_ action: SessionAction, _ session: Session, _ viewer: Viewer) -> Bool {
        guard viewer.maySee(session) else { return false }
        if session.phase == .waiting, !viewer.supervises, let entry = action.cardAction {
            guard company.rules.cardActions.contains(entry) else { return false }
        }
        let serves = viewer.mayServe(session)
        let isInService = session.phase == .inService
        switch action {
        case .start: return session.phase == .waiting && viewer.mayStart(session)
        case .send, .tag: return isInService && serves
        case .note: return serves
        case .conversation, .classify: return true
        case .history: return viewer.looksBack
        case .editContact: return viewer.may(.contacts) || serves
        case .transfer: return serves && (isInService || session.phase == .waiting)
        case .template:
            let hasTemplates = channels[session.channel]?.capabilities.hasTemplates ?? false
            return hasTemplates && serves && (isInService || session.phase == .waiting)
        case .close: return viewer.mayClose(session)
        }
    }

    /// Tells whether a person may go from a session back through the contact's earlier ones.
    ///
    /// Each of those is asked about by itself: `Viewer.maySee`.
    public func maySeeHistory(from session: Session, _ viewer: Viewer) -> Bool {
        may(.history, session, viewer)
    }

    /// Tells whether a person may know of a contact.
    ///
    /// With the area of contacts everyone finds everyone. Without it one knows those whose open
    /// sessions one sees, and those of whom a reader found a closed session that one sees
    /// (`hasHistory`).
    public func maySee(
        _ contact: ID<Contact>,
        hasHistory: Bool = false,
        _ viewer: Viewer
    ) -> Bool {
        viewer.may(.contacts) || hasHistory || !sessions(of: contact, for: viewer).isEmpty
    }

    /// Tells whether a person may change a contact.
    ///
    /// While open sessions with the contact are in sight, one of them must let it be edited: the card
    /// may have that switched off. Otherwise the area of contacts decides.
    public func mayEdit(_ contact: ID<Contact>, _ viewer: Viewer) -> Bool {
        let open = sessions(of: contact, for: viewer)
        guard !open.isEmpty else { return viewer.may(.contacts) }
        return open.contains { may(.editContact, $0, viewer) }
    }
}
