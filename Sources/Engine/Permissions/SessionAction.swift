/// Is something that a person can do with a session.
public enum SessionAction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Take it.
    case start
    /// Write freely.
    case send
    /// Put labels on it and take them off.
    case tag
    /// Write protocol notes.
    case note
    /// See what was said and done in it.
    case conversation
    /// See the contact's closed sessions.
    case history
    /// Change what is known of the contact.
    case editContact
    /// Move it to a team or an agent.
    case transfer
    /// Send a message template.
    case template
    /// End it.
    case close
    /// Say how it is classified.
    case classify

    /// The switch of the waiting card's menu that governs it; `nil` for what is not in that menu.
    var cardAction: CardAction? {
        switch self {
        case .conversation: .conversation
        case .template: .template
        case .history: .history
        case .editContact: .editContact
        case .transfer: .transfer
        case .start, .send, .tag, .note, .close, .classify: nil
        }
    }
}
