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
        let reason = Self.reason(of: value)
        if !reason.isEmpty { status.error = ProviderError(code: word, text: reason) }
        self.init(key: "t:\(id):\(word):\(time)", conversation: "", .template(status))
        self.time = time
        extra = value.encoded
    }

    /// Why a template is not what it was: the provider's words, which are in one of several places.
    private static func reason(of value: JSON) -> String {
        let more = value["other_info"]
        let words = [
            value["reason"].string, more["title"].string, more["description"].string,
        ]
        return words.filter { !$0.isEmpty && $0 != "NONE" }.joined(separator: ": ")
    }

    /// Reads that contacts think more or less of a template: nothing that keeps it from being sent.
    init(quality value: JSON, at time: Int64) {
        let name = value["message_template_name"].string
        let score = value["new_quality_score"].string
        let id = value["message_template_id"].string
        self.init(
            key: "tq:\(id):\(score):\(time)",
            conversation: "",
            .account(
                score == "RED" ? .degraded : .good,
                error: ProviderError(
                    code: "template-quality",
                    text: "\(name): \(value["previous_quality_score"].string) → \(score)"
                )
            )
        )
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
    init(whatsApp word: String) {
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
