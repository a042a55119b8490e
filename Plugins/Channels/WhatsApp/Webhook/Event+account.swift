import PluginKit

extension Event {
    /// Reads what became of a template.
    init(template value: JSON, at time: Int64) {
        let id = value["message_template_id"].string
        let word = value["event"].string
        var status = TemplateStatus(
            id: id,
            name: value["message_template_name"].string,
            language: value["message_template_language"].string,
            state: TemplateStatus.State(whatsApp: word)
        )
        status.category = value["message_template_category"].string
        let reason = value["reason"].string
        if !reason.isEmpty, reason != "NONE" {
            status.error = ProviderError(code: word, text: reason)
        }
        self.init(key: "t:\(id):\(word):\(time)", conversation: "", .template(status))
        self.time = time
        extra = value.encoded
    }

    /// Reads what became of the number or the business account.
    init(account value: JSON, field: String, at time: Int64) {
        let words = [value["event"], value["decision"], value["ban_info"]["waba_ban_state"]]
            .map(\.string).filter { !$0.isEmpty }
        self.init(
            key: "a:\(field):\(checksum(value.encoded.utf8)):\(time)",
            conversation: "",
            .account(
                AccountState(whatsApp: words),
                error: ProviderError(
                    code: field.isEmpty ? "unknown" : field,
                    text: words.joined(separator: ", ")
                )
            )
        )
        self.time = time
        extra = value.encoded
    }
}

extension TemplateStatus.State {
    /// Reads the provider's word; one that is not known lets nothing be sent.
    fileprivate init(whatsApp word: String) {
        switch word {
        // A flagged template may still be sent, until the provider pauses or disables it.
        case "APPROVED", "REINSTATED", "FLAGGED": self = .approved
        case "PENDING", "IN_APPEAL": self = .pending
        case "REJECTED": self = .rejected
        case "PAUSED", "LIMIT_EXCEEDED", "LOCKED": self = .paused
        case "ARCHIVED", "PENDING_DELETION", "DELETED": self = .archived
        default: self = .disabled
        }
    }
}

extension AccountState {
    fileprivate init(whatsApp words: [String]) {
        let good: Set = [
            "APPROVED", "VERIFIED_ACCOUNT", "UNFLAGGED", "REINSTATE", "UPGRADE",
            "ACCOUNT_RECONNECTED",
        ]
        let blocked: Set = ["DISABLED_UPDATE", "DISABLE", "ACCOUNT_DELETED", "PARTNER_REMOVED"]
        if words.contains("SCHEDULE_FOR_DISABLE") {
            self = .degraded
        } else if words.contains(where: blocked.contains) {
            self = .blocked
        } else {
            self = words.contains(where: good.contains) ? .good : .degraded
        }
    }
}
