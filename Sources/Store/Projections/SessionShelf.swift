import Engine

/// Keeps the open sessions that a journal has touched, and writes each once a transaction.
///
/// A closed session is written at once and not kept: what is asked of it is asked of its row.
final class SessionShelf {
    /// Says how much of a row must be written.
    enum Change {
        /// What a message changes.
        case talk
        /// Anything.
        case everything
    }

    private final class Place {
        var row: SessionRow
        var change: Change?

        init(_ row: SessionRow) {
            self.row = row
        }
    }

    private let scribe: Scribe
    private var places: [ID<Session>: Place] = [:]
    private var changed: [Place] = []

    init(scribe: Scribe) {
        self.scribe = scribe
    }

    /// Puts a new session on the shelf; its row is written at once.
    func add(_ row: SessionRow) throws {
        try row.insert(scribe)
        let place = Place(row)
        places[row.session.id] = place
        note(.everything, of: place)
    }

    /// Changes a session, if there is one.
    func change(
        _ id: ID<Session>,
        _ change: Change,
        by body: (inout SessionRow) throws -> Void
    ) throws {
        guard let place = try place(of: id) else { return }
        try body(&place.row)
        note(change, of: place)
        if place.row.session.phase == .closed { try write(place) }
    }

    /// Writes what changed.
    func flush() throws {
        for place in changed { try write(place) }
        changed.removeAll(keepingCapacity: true)
    }

    /// Forgets everything, when a transaction was undone or rows were changed behind the shelf.
    func forget() {
        places.removeAll()
        changed.removeAll()
    }

    private func place(of id: ID<Session>) throws -> Place? {
        if let place = places[id] { return place }
        guard let row = try SessionRow.fetch(scribe.db, id) else { return nil }
        let place = Place(row)
        places[id] = place
        return place
    }

    private func note(_ change: Change, of place: Place) {
        if place.change == nil { changed.append(place) }
        if place.change != .everything { place.change = change }
    }

    private func write(_ place: Place) throws {
        guard let change = place.change else { return }
        place.change = nil
        switch change {
        case .talk: try place.row.updateTalk(scribe)
        case .everything: try place.row.update(scribe)
        }
        if place.row.session.phase == .closed { places[place.row.session.id] = nil }
    }
}
