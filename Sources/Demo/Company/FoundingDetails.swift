internal import Engine

/// Writes the smaller nouns of the demo's company.
struct FoundingDetails {
    let founding: Founding

    func write() throws {
        try dispositions()
        for (name, limit) in DemoCompany.pauses {
            try founding.configure(
                .pauseReason(PauseReason(id: .new, name: name, limitSeconds: limit))
            )
        }
        for (slug, name, kind, options) in DemoCompany.fields {
            let field = ContactField(
                id: .new,
                slug: slug,
                name: name,
                kind: kind,
                options: options,
                isConfidential: kind == .cpf
            )
            try founding.configure(.field(field))
        }
        for (slug, name) in DemoCompany.groups {
            try founding.configure(.contactGroup(ContactGroup(id: .new, slug: slug, name: name)))
        }
        for canned in DemoCompany.canned {
            let message = CannedMessage(
                id: .new,
                shortcut: canned.shortcut,
                title: canned.title,
                text: canned.text,
                teams: teams(canned.team)
            )
            try founding.configure(.canned(message))
        }
    }

    private func dispositions() throws {
        for (place, category) in DemoCompany.dispositions.enumerated() {
            let root = Disposition(
                id: .new,
                name: category.name,
                position: place
            )
            guard case .disposition(let stored) = try founding.configure(.disposition(root)) else {
                continue
            }
            for (position, reason) in category.reasons.enumerated() {
                let leaf = Disposition(
                    id: .new,
                    parent: stored.id,
                    name: reason,
                    position: position
                )
                try founding.configure(.disposition(leaf))
            }
        }
    }

    private func teams(_ slug: String) -> [ID<Team>] {
        founding.team(slug).map { [$0] } ?? []
    }
}
