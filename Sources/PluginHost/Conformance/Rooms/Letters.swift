/// Holds texts that are right, and that programs stumble over all the same.
enum Letters {
    static let difficult: [String] = [
        " ", "\t", "a\nb", "\r\n", "\"", "\\", "\\\"}]", "</script>", "%s%n%x", "{{secret:token}}",
        "'; --", "&amp;", "\u{1}\u{1F}", "\u{7F}", "\u{FEFF}x", "\u{202E}abc", "\u{200B}",
        "e\u{301}", "\u{FFFD}", "\u{10FFFF}", "\u{FFFF}", "日本語", "שלום", "مرحبا", "नमस्ते",
        "👨‍👩‍👧‍👦", "🏳️‍🌈", "Z̷̢̛a̶l̸g̵o̴", "ﷺ", String(repeating: "💥", count: 2_000),
        String(repeating: "a", count: 100_000), String(repeating: "e\u{301}\u{302}", count: 5_000),
    ]
}
