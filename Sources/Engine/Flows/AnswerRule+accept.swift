extension AnswerRule {
    /// The answer as it is kept; `nil` when it does not fit.
    public func accept(_ answer: String) -> String? {
        let text = answer.trimmed
        switch self {
        case .text(let minimum, let maximum, let mask):
            guard (minimum...max(minimum, maximum)).contains(text.count) else { return nil }
            return mask.isEmpty || Self.fits(text, mask) ? text : nil
        case .number(let minimum, let maximum):
            guard let plain = text.plainNumber, let number = Double(plain) else { return nil }
            return number >= minimum ?? -.infinity && number <= maximum ?? .infinity ? plain : nil
        case .email:
            let address = text.lowercased()
            guard address.isMailAddress, let host = address.split(separator: "@").last,
                host.contains("."), !host.hasPrefix("."), !host.hasSuffix(".")
            else { return nil }
            return address
        case .phone:
            return Self.phone(text)
        case .cpf:
            return Self.cpf(text)
        case .date:
            return Self.day(text)
        }
    }

    /// Whether a text has the form of a mask, sign for sign.
    private static func fits(_ text: String, _ mask: String) -> Bool {
        guard text.count == mask.count else { return false }
        return zip(text, mask).allSatisfy { sign, form in
            switch form {
            case "9": sign.isASCII && sign.isNumber
            case "A": sign.isLetter
            case "*": sign.isLetter || (sign.isASCII && sign.isNumber)
            default: String(sign).lowercased() == String(form).lowercased()
            }
        }
    }

    private static func phone(_ text: String) -> String? {
        guard let digits = ContactIdentity(kind: .phone, value: text).normalized?.value else {
            return nil
        }
        if text.hasPrefix("+") { return digits.hasPrefix("0") ? nil : digits }
        let national = digits.hasPrefix("0") ? String(digits.dropFirst()) : digits
        switch national.count {
        case 10, 11: return national.hasPrefix("0") ? nil : "55" + national
        case 12, 13: return national.hasPrefix("55") ? national : nil
        default: return nil
        }
    }

    private static func cpf(_ text: String) -> String? {
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "-. ".contains($0)) }) else {
            return nil
        }
        let digits = text.utf8.filter { 48...57 ~= $0 }.map { Int($0) - 48 }
        // A number of like digits has right check digits and belongs to nobody.
        guard digits.count == 11, Set(digits).count > 1 else { return nil }
        for length in 9...10 {
            var sum = 0
            for index in 0..<length { sum += digits[index] * (length + 1 - index) }
            guard digits[length] == sum * 10 % 11 % 10 else { return nil }
        }
        return digits.map(String.init).joined()
    }

    private static func day(_ text: String) -> String? {
        let separator: Character = text.contains("-") ? "-" : "/"
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }) else {
            return nil
        }
        let isISO = separator == "-" && parts[0].count == 4
        let ordered = isISO ? parts : parts.reversed()
        guard ordered[0].count == 4, let year = Int32(ordered[0]),
            (1...2).contains(ordered[1].count), let month = Int32(ordered[1]),
            (1...2).contains(ordered[2].count), let day = Int32(ordered[2]),
            CivilDay(year * 10_000 + month * 100 + day) != nil
        else { return nil }
        func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(ordered[0])-\(padded(month))-\(padded(day))"
    }
}
