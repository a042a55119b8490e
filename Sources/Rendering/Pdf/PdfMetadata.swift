internal import Paper

/// Writes what a PDF says about itself, in XMP.
enum PdfMetadata {
    /// The name under which the content's hash stands.
    static let space = "urn:conecta:report:1"

    /// The element that has the content's hash.
    static let element = "conecta:contentSHA256"

    /// Writes the packet; the same for the same document.
    static func packet(_ info: DocumentInfo, contentHash: String) -> String {
        var stamp: [UInt8] = []
        stamp.appendTimestamp(info.dataAsOf / 1_000 * 1_000)
        let date = String(decoding: stamp, as: UTF8.self)
        return """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about=""
             xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:conecta="\(space)">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(info.title))</rdf:li></rdf:Alt></dc:title>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">\(escaped(info.subtitle))</rdf:li></rdf:Alt></dc:description>
            <dc:creator><rdf:Seq><rdf:li>\(escaped(info.author))</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>\(info.language.rawValue)</rdf:li></rdf:Bag></dc:language>
            <xmp:CreatorTool>Conecta</xmp:CreatorTool>
            <xmp:CreateDate>\(date)</xmp:CreateDate>
            <\(element)>\(contentHash)</\(element)>
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """
    }

    private static func escaped(_ text: String) -> String {
        var html = HtmlText()
        html.text(text)
        return String(decoding: html.bytes, as: UTF8.self)
    }
}
