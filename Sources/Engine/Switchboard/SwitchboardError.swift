/// Says why the switchboard could not take a command at all.
public enum SwitchboardError: Error, Sendable, Hashable {
    /// Too many commands wait; the caller may try again soon.
    case overloaded
    /// The journal could not be written; nothing was done.
    case journalFailed(String)
}
