internal import OrderedCollections

extension Floor {
    /// The reasons for a pause that can be chosen, in the order they were added.
    public var choosablePauseReasons: [PauseReason] { pauseReasons.values.filter(\.isActive) }

    /// The reason of a pause as it is kept: one of the company's, where it has any.
    ///
    /// Rules and the command line give theirs as they are.
    func checked(reason: String, for asker: Asker) throws(Refusal) -> String {
        let given = reason.asName
        let choices = choosablePauseReasons
        guard asker.viewer != nil, !choices.isEmpty else { return given }
        let wanted = given.folded
        guard let chosen = choices.first(where: { $0.name.asName.folded == wanted }) else {
            throw .invalid("reason")
        }
        return chosen.name.asName
    }
}
