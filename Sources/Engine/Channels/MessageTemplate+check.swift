extension MessageTemplate {
    /// The longest body with its parameters filled in, in Unicode scalars.
    public static let maximumBody = 1_024
    /// The longest line of a header with its parameter, and the longest footer, in Unicode scalars.
    public static let maximumLine = 60
    /// The longest words on a button, in Unicode scalars.
    public static let maximumButtonTitle = 25
    /// The longest address of a button that opens a page, with its parameter, in Unicode scalars.
    public static let maximumAddress = 2_000
    /// The longest telephone number of a button, in Unicode scalars.
    public static let maximumPhone = 20
    /// The longest payload of a quick reply, in Unicode scalars.
    public static let maximumPayload = 256
    /// The longest code that a button copies, in Unicode scalars.
    public static let maximumCode = 15
    /// The most buttons.
    public static let maximumButtons = 10
    /// The most buttons that open a page.
    public static let maximumPages = 2
    /// The longest name, in Unicode scalars.
    public static let maximumName = 512

    /// Passes when what stands in a template can be sent by a provider at all.
    func checkParts() throws(Refusal) {
        guard !language.trimmed.isEmpty else { throw .invalid("language") }
        guard name.unicodeScalars.count <= Self.maximumName else { throw .invalid("name") }
        guard !body.trimmed.isEmpty, body.unicodeScalars.count <= Self.maximumBody else {
            throw .invalid("body")
        }
        switch header {
        case .none: break
        case .text(let line):
            guard !line.trimmed.isEmpty, !line.contains(where: \.isNewline),
                line.unicodeScalars.count <= Self.maximumLine, headerParameterNames.count <= 1
            else { throw .invalid("header") }
        case .media(let kind):
            guard [.image, .video, .document].contains(kind) else { throw .invalid("header") }
        }
        guard footer.unicodeScalars.count <= Self.maximumLine,
            Self.parameterNames(in: footer).isEmpty
        else { throw .invalid("footer") }
        try checkButtons()
        guard suggestions.count <= parameterCount else { throw .invalid("suggestions") }
        for suggestion in suggestions where !Placeholders.unknown(in: suggestion).isEmpty {
            throw .invalid("suggestions")
        }
    }

    /// Passes when a provider takes the buttons: so many of each kind, with words and addresses that
    /// are short enough.
    private func checkButtons() throws(Refusal) {
        func count(_ kind: Button.Kind) -> Int { buttons.count { $0.kind == kind } }
        guard buttons.count <= Self.maximumButtons, count(.url) <= Self.maximumPages,
            count(.phone) <= 1, count(.code) <= 1
        else { throw .invalid("buttons") }
        for (index, button) in buttons.enumerated() {
            let title = button.title.trimmed
            let longest = button.kind == .phone ? Self.maximumPhone : Self.maximumAddress
            guard !title.isEmpty, title.unicodeScalars.count <= Self.maximumButtonTitle,
                button.value.unicodeScalars.count <= longest
            else { throw .invalid("buttons.\(index)") }
        }
    }

    /// Passes when a use gives every part what it takes, in a form that the provider sends.
    ///
    /// Refusals name the part and the place in it: `parameters.1`, `header.1`, `buttons.0`.
    func check(_ use: Content.TemplateUse) throws(Refusal) {
        try check(use.parameters, of: body, as: "parameters", maximum: Self.maximumBody)
        if case .text(let line) = header {
            try check(use.header, of: line, as: "header", maximum: Self.maximumLine)
        } else if !use.header.isEmpty {
            throw .templateParameters(expected: 0, given: use.header.count)
        }
        for index in use.buttons.keys.sorted() where !buttons.indices.contains(index) {
            throw .invalid("buttons.\(index)")
        }
        for (index, button) in buttons.enumerated() {
            try check(button, at: index, given: use.buttons[index])
        }
    }

    private func check(
        _ parameters: [String],
        of text: String,
        as part: String,
        maximum: Int
    ) throws(Refusal) {
        let expected = Self.parameterNames(in: text).count
        guard parameters.count == expected else {
            throw .templateParameters(expected: expected, given: parameters.count)
        }
        for (index, parameter) in parameters.enumerated() where !parameter.canBeParameter {
            throw .invalid("\(part).\(index + 1)")
        }
        let excess = Self.fill(text, parameters).unicodeScalars.count - maximum
        guard excess > 0 else { return }
        // The longest one is what has to be shortened.
        let lengths = parameters.map(\.unicodeScalars.count)
        guard let longest = lengths.indices.max(by: { lengths[$0] < lengths[$1] }) else {
            throw .tooLong(maximum: maximum)
        }
        throw .templateParameterTooLong(
            position: longest + 1,
            maximum: max(0, lengths[longest] - excess)
        )
    }

    private func check(_ button: Button, at index: Int, given: String?) throws(Refusal) {
        let (takes, needs, maximum) =
            switch button.kind {
            case .quickReply: (true, false, Self.maximumPayload)
            case .url:
                (button.hasParameter, button.hasParameter, button.room)
            case .code: (true, true, Self.maximumCode)
            case .phone: (false, false, 0)
            }
        guard let given else {
            guard !needs else { throw .invalid("buttons.\(index)") }
            return
        }
        guard takes, given.canBeParameter else { throw .invalid("buttons.\(index)") }
        guard given.unicodeScalars.count <= maximum else {
            throw .templateParameterTooLong(position: index + 1, maximum: maximum)
        }
    }
}

extension MessageTemplate.Button {
    /// Whether the address has a place for a parameter.
    var hasParameter: Bool { !MessageTemplate.parameterNames(in: value).isEmpty }

    /// How long a parameter of the address may be, in Unicode scalars.
    var room: Int {
        let rest = MessageTemplate.fill(value, [""]).unicodeScalars.count
        return max(0, MessageTemplate.maximumAddress - rest)
    }
}

extension Content.Kind {
    /// Whether a file can stand in a header of this kind.
    func fits(_ attachment: Attachment) -> Bool {
        switch self {
        case .image: attachment.mediaType.hasPrefix("image/")
        case .video: attachment.mediaType.hasPrefix("video/")
        default: true
        }
    }
}

extension String {
    /// Whether a provider takes it as a parameter: words, on one line, without long gaps.
    fileprivate var canBeParameter: Bool {
        !trimmed.isEmpty && !contains { $0.isNewline || $0 == "\t" } && !contains("     ")
    }
}
