import CPluginABI

/// Says why the host does not take something, and the status that the plugin gets.
struct Unfit: Error {
    let status: cnx_status
    let reason: String

    init(_ status: cnx_status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// Something is not as the contact says.
    static func argument(_ reason: String) -> Unfit { Unfit(cnx_status(CNX_E_ARGUMENT), reason) }

    /// Something is too large or too many.
    static func limit(_ reason: String) -> Unfit { Unfit(cnx_status(CNX_E_LIMIT), reason) }
}
