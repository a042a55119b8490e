internal import Engine

/// Is a committed event with the session it is about, before and after: enough to tell anyone.
struct FeedRecord: Sendable {
    /// The event.
    let recorded: RecordedEvent

    /// The session as it was before; `nil` when it began with this event, or there is none.
    var before: Session?

    /// The session as it is now; `nil` when it is closed, or there is none.
    var after: Session?

    /// The open sessions that this event changed beside its own.
    var others: [Session] = []

    /// The message as it is now, when its words changed.
    var message: StoredMessage?

    /// The name of the session that an event is about.
    static func session(of event: Event) -> ID<Session>? {
        switch event {
        case .sessionOpened(let session), .sessionReopened(let session): session.id
        case .legChanged(let id, _, _), .sessionClosed(let id, _, _), .tagAdded(let id, _),
            .tagRemoved(let id, _), .sessionRead(let id), .sessionWarned(let id),
            .flowMoved(let id, _), .automationCut(let id), .dispositionSet(let id, _),
            .ratingAsked(let id), .rated(let id, _):
            id
        case .messageAdded(let message, _), .messageAdopted(let message, _): message.session
        case .deliveryChanged(let change): change.session
        case .contentChanged(_, let session, _): session
        case .noteAdded(let note): note.session
        case .wordsErased(.session(let id)): id
        case .wordsErased(.message), .windowChanged, .humanWindowChanged, .contactChanged,
            .contactErased, .contactsMerged, .contactsSeparated, .presenceChanged, .configured,
            .noticeReceived, .deliveryCameEarly,
            .inboundAccepted, .heldRequestTaken:
            nil
        }
    }
}
