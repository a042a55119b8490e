internal import OrderedCollections

extension Floor {
    /// Takes a provider's word on how long messages may go to an address.
    ///
    /// Like an inbound message it moves an end on, never back: words come late and out of order, and
    /// where a provider finds a window closed it says so when we send.
    func move(
        windowTo until: Timestamp,
        for audience: WindowAudience,
        of inbound: Inbound,
        facts: Facts,
        at now: Timestamp
    ) -> [Event] {
        let place = Address(channel: inbound.channel, value: inbound.answerAddress)
        guard let channel = channels[inbound.channel], !place.value.isEmpty else { return [] }
        var windows = Windows(of: session(at: place), facts)
        switch audience {
        case .anyone: windows.anyone.move(to: until)
        case .human: windows.human.move(to: until)
        }
        return moved(windows, of: place, on: channel, at: now)
    }

    /// Moves the ends of the windows on, never back, and lets go what waited for them.
    ///
    /// They count from the provider's time of the contact's message.
    func reopenWindow(
        of place: Address,
        in open: Session?,
        on channel: Channel,
        from sentAt: Timestamp,
        facts: Facts,
        at now: Timestamp
    ) -> [Event] {
        var windows = Windows(of: open, facts)
        let seconds = channel.capabilities.windowSeconds
        let human = channel.capabilities.humanWindowSeconds
        if seconds > 0 { windows.anyone.move(to: sentAt.adding(seconds: seconds)) }
        if human > 0 { windows.human.move(to: sentAt.adding(seconds: human)) }
        return moved(windows, of: place, on: channel, at: now)
    }

    /// The events of ends that moved, and of messages that may go now.
    private func moved(
        _ windows: Windows,
        of place: Address,
        on channel: Channel,
        at now: Timestamp
    ) -> [Event] {
        var events: [Event] = []
        if let end = windows.anyone.new {
            events.append(.windowChanged(channel: channel.id, address: place.value, endsAt: end))
        }
        if let end = windows.human.new {
            events.append(
                .humanWindowChanged(channel: channel.id, address: place.value, endsAt: end)
            )
        }
        for id in pending.held(for: place) {
            guard let entry = pending[id],
                channel.isWindowOpen(
                    for: entry.audience,
                    until: windows.anyone.at,
                    human: windows.human.at,
                    at: now
                )
            else { continue }
            events.append(.deliveryChanged(entry.changed(to: .queued)))
        }
        return events
    }
}

/// Is until when messages may go to an address.
private struct Windows {
    var anyone: End
    var human: End

    /// Takes what the open session of the address knows, or else the books.
    init(of open: Session?, _ facts: Facts) {
        anyone = End([open?.windowEndsAt, facts.windowEndsAt].compactMap(\.self).max())
        human = End([open?.humanWindowEndsAt, facts.humanWindowEndsAt].compactMap(\.self).max())
    }

    /// Is the end of a window, which only moves on.
    struct End {
        /// Where it is.
        private(set) var at: Timestamp?

        /// Where it moved to; `nil` while it stayed.
        private(set) var new: Timestamp?

        init(_ known: Timestamp?) {
            at = known
        }

        mutating func move(to end: Timestamp) {
            if let at, at >= end { return }
            (at, new) = (end, end)
        }
    }
}

extension Channel {
    /// Tells whether free messages may go at a moment, of windows with these ends.
    ///
    /// Where a channel gives people a longer window than machines, it counts for people alone.
    public func isWindowOpen(
        for audience: WindowAudience,
        until end: Timestamp?,
        human humanEnd: Timestamp?,
        at now: Timestamp
    ) -> Bool {
        if isWindowOpen(until: end, at: now) { return true }
        guard audience == .human, let humanEnd else { return false }
        return now < humanEnd
    }
}

extension Session {
    /// Tells whether someone may write free messages at a moment.
    public func isWindowOpen(
        for audience: WindowAudience,
        at now: Timestamp,
        on channel: Channel
    ) -> Bool {
        channel.isWindowOpen(
            for: audience,
            until: windowEndsAt,
            human: humanWindowEndsAt,
            at: now
        )
    }
}

extension PendingMessage {
    /// Whose window it needs.
    var audience: WindowAudience { isByPerson ? .human : .anyone }
}
