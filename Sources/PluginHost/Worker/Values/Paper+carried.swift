import Paper

extension DocumentInfo: Carried {
    static var blank: DocumentInfo { DocumentInfo(title: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&title)
        try carriage.carry(&subtitle)
        try carriage.carry(&author)
        try carriage.carry(&language)
        try carriage.carry(&dataAsOf)
        try carriage.carry(&page.width)
        try carriage.carry(&page.height)
        try carriage.carry(&page.margin)
        try carriage.carry(&footer)
    }
}

extension Carriage {
    /// Carries a language by its tag.
    mutating func carry(_ language: inout Language) throws {
        var tag = language.rawValue
        try carry(&tag)
        guard isReading else { return }
        guard let known = Language(rawValue: tag) else {
            throw CarriageError("\(tag) is no language")
        }
        language = known
    }
}

extension TextStyle: Carried {
    static var blank: TextStyle { TextStyle(size: 0, color: .clear) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&size)
        try carriage.carry(&weight)
        try carriage.carry(&italic)
        try carriage.carry(&color.rgba)
        try carriage.carry(&alignment)
    }
}
