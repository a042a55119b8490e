internal import Engine
internal import Foundation
internal import Rendering

extension ControlDesk {
    func perform(_ request: CompanyRequest) async throws -> ControlOutcome {
        switch request {
        case .show: return ControlOutcome(.company(CompanyLine(await company())))
        case .set(let changes):
            return try await store { try changes.apply(to: &$0) }
        case .setLogo(let bytes):
            let logo = Logo([UInt8](bytes))
            // What has the right beginning may still be damaged: it would never be seen.
            guard bytes.isEmpty || logo.isReadable else {
                throw ControlFailure("the logo is no PNG or JPEG file that can be read")
            }
            guard bytes.count <= Brand.maximumLogoBytes else {
                let most = Brand.maximumLogoBytes >> 10
                throw ControlFailure("the logo has more than \(most) KiB")
            }
            return try await store { $0.rules.brand.logo = bytes.base64EncodedString() }
        case .logo:
            let bytes = await company().rules.brand.logoBytes
            guard !bytes.isEmpty else { throw ControlFailure("there is no logo") }
            return ControlOutcome(.done(""), document: .bytes(Data(bytes)))
        }
    }

    private func company() async -> Company { await switchboard.read { $0.company } }

    private func store(_ change: (inout Company) throws -> Void) async throws -> ControlOutcome {
        var company = await company()
        try change(&company)
        _ = try await configure(.company(company))
        return ControlOutcome(.company(CompanyLine(await self.company())))
    }
}

extension CompanyChanges {
    func apply(to company: inout Company) throws {
        if let name { company.name = name }
        if let registration { company.registration = registration }
        if let timeZone {
            guard TimeZone(identifier: timeZone) != nil else {
                throw ControlFailure("there is no time zone \(timeZone)")
            }
            company.timeZone = timeZone
        }
        if let language {
            guard ["pt-BR", "en"].contains(language) else {
                throw ControlFailure("the language is pt-BR or en")
            }
            company.language = language
        }
        if let retentionDays {
            company.rules.retentionDays = retentionDays
            let range = CompanyRules.retention
            guard retentionDays == 0 || range.contains(retentionDays) else {
                throw ControlFailure(
                    "retention is 0 for ever, or \(range.lowerBound) to \(range.upperBound) days"
                )
            }
        }
        if let accent {
            company.rules.brand.accent = accent
            guard accent.isEmpty || company.rules.brand.accentRGB != nil else {
                throw ControlFailure("the accent is a colour as #RRGGBB")
            }
        }
    }
}

extension CompanyLine {
    init(_ company: Company) {
        self.init(
            name: company.name,
            registration: company.registration,
            timeZone: company.timeZone,
            language: company.language,
            accent: company.rules.brand.accent,
            retentionDays: company.rules.retentionDays,
            logoBytes: company.rules.brand.logoBytes.count
        )
    }
}
