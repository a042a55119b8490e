extension ContactIdentity {
    /// The identity as it is compared and kept; `nil` when it can be none.
    ///
    /// Phones lose everything but their digits, addresses their upper-case letters.
    public var normalized: ContactIdentity? {
        let trimmed = value.trimmed
        switch kind {
        case .phone:
            guard let digits = Self.digits(of: trimmed) else { return nil }
            return ContactIdentity(kind: .phone, value: digits)
        case .email:
            let address = trimmed.lowercased()
            guard address.isMailAddress else { return nil }
            return ContactIdentity(kind: .email, value: address)
        case .provider, .account:
            guard !trimmed.isEmpty, trimmed.utf8.count <= 512 else { return nil }
            return ContactIdentity(kind: kind, scope: scope, value: trimmed)
        }
    }

    /// The identity as people read it, for a contact without a name.
    var readable: String {
        kind == .phone ? "+" + value : value
    }

    /// The digits of a telephone number; `nil` when it has other signs than people write in one.
    private static func digits(of phone: String) -> String? {
        if phone.utf8.allSatisfy({ 48...57 ~= $0 }) {
            return 6...15 ~= phone.utf8.count ? phone : nil
        }
        var digits: [UInt8] = []
        for sign in phone.utf8 {
            switch sign {
            case 48...57: digits.append(sign)
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "."), UInt8(ascii: " "):
                continue
            default: return nil
            }
        }
        return (6...15).contains(digits.count) ? String(decoding: digits, as: UTF8.self) : nil
    }
}
