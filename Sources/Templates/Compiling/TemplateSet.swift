internal import Paper

/// All templates of a folder and its overrides, compiled for every language.
struct TemplateSet: Sendable {
    /// The programs by template and language; a template with a fault has none.
    private(set) var programs: [String: [Language: Program]] = [:]

    /// Everything that is wrong.
    private(set) var findings: Set<Finding> = []

    /// The names of all templates that there are, usable or not.
    let names: Set<String>

    init(files: TemplateFiles, words: Catalogue) {
        findings = Set(files.findings)
        names = Set(files.current.keys)
        let shipped = Self.read(files.shipped.values.map { $0 }, &findings)
        let changed = Self.read(files.overriding.values.map { $0 }, &findings)
        let declared = Declarations(shipped)
        findings.formUnion(declared.findings)
        let all = shipped.merging(changed) { _, override in override }
        // An override sees the facts of the file that it stands for.
        let declaredByOverrides = Declarations(all)
        findings.formUnion(declaredByOverrides.findings)
        var templates: [String: Template] = [:]
        for (name, (root, source)) in all {
            guard let own = declaredByOverrides.shapes[name] else { continue }
            var shape = own
            if changed[name] != nil, let original = declared.shapes[name] {
                if let gap = original.gap(against: own) {
                    let message =
                        "an override may declare no other facts than the shipped file: \(gap)"
                    findings.insert(source.finding(root.offset, message))
                }
                shape = original
            }
            let nodes = Self.body(root, source, &findings)
            templates[name] = Template(
                name: name,
                source: source,
                nodes: nodes,
                shape: shape,
                slots: Template.slots(in: nodes)
            )
        }
        compile(templates, Lexicon(words), files.assets)
    }

    private mutating func compile(
        _ templates: [String: Template],
        _ words: Lexicon,
        _ assets: Assets
    ) {
        let broken = Set(findings.filter { $0.weight == .fault }.map(\.file))
        for (name, template) in templates {
            var compiled: [Language: Program] = [:]
            for language in Language.allCases {
                var emitter = Emitter(
                    templates: templates,
                    words: words,
                    assets: assets,
                    language: language
                )
                let program = emitter.program(of: template)
                findings.formUnion(emitter.findings)
                if let program, !broken.contains(template.source.file) {
                    compiled[language] = program
                }
            }
            if compiled.count == Language.allCases.count { programs[name] = compiled }
        }
    }

    private static func read(
        _ files: [TemplateFile],
        _ findings: inout Set<Finding>
    ) -> [String: (root: Element, source: Source)] {
        var roots: [String: (root: Element, source: Source)] = [:]
        for file in files {
            let source = Source(file: file.path, bytes: file.bytes)
            do {
                let root = try TemplateReader.read(source)
                guard root.space == .template, root.name == "template" else {
                    let message =
                        "the root is <c:template xmlns=\"http://www.w3.org/1999/xhtml\""
                        + " xmlns:c=\"urn:conecta:template\">"
                    findings.insert(source.finding(root.offset, message))
                    continue
                }
                roots[file.name] = (root, source)
            } catch {
                findings.insert(error)
            }
        }
        return roots
    }

    /// What stands in a template after its facts.
    private static func body(
        _ root: Element,
        _ source: Source,
        _ findings: inout Set<Finding>
    ) -> [Node] {
        for attribute in root.attributes {
            let message = "c:template has no attribute '\(attribute.name)'"
            findings.insert(source.finding(attribute.offset, message))
        }
        var nodes = root.children
        let facts = nodes.firstIndex {
            if case .element(let element) = $0 {
                element.space == .template && element.name == "facts"
            } else {
                false
            }
        }
        guard let facts else { return nodes }
        for node in nodes[..<facts] {
            switch node {
            case .text(let passage) where WhiteSpace.isBlank(passage.text): break
            case .text(let passage):
                findings.insert(source.finding(passage.range.lowerBound, "c:facts comes first"))
            case .element(let element):
                findings.insert(source.finding(element.offset, "c:facts comes first"))
            }
        }
        nodes.removeSubrange(...facts)
        return nodes
    }
}
