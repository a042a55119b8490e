import Foundation
import PluginHost
import TestSupport
import Testing

@Suite struct RefusedPluginTests {
    /// Is a broken plugin, and words of the reason that must be listed.
    struct Broken: Sendable, CustomTestStringConvertible {
        let name: String
        let reason: String
        let library: @Sendable (PluginBench) throws -> Data?

        var testDescription: String { name }

        static func source(_ name: String, _ reason: String, _ code: String) -> Broken {
            Broken(name: name, reason: reason) { try $0.compile(PluginBench.source(code)) }
        }

        static let entry = "const cnx_plugin_v1 *conecta_plugin_v1(uint32_t a, uint32_t b)"
        static let base = """
            static cnx_status no(void) { return CNX_OK; }
            static const cnx_channel_v1 table = {.size = sizeof(cnx_channel_v1), .create = (void *)no,
                .destroy = (void *)no, .check_config = (void *)no, .capabilities = (void *)no,
                .send = (void *)no};
            """

        /// A description whose fields are given in C.
        static func described(_ name: String, _ reason: String, _ plugin: String, _ feature: String)
            -> Broken
        {
            source(
                name,
                reason,
                """
                \(base)
                static const cnx_feature_v1 f = {.size = sizeof(cnx_feature_v1),
                    .kind = CNX_LITERAL("conecta.channel/1"), .id = CNX_LITERAL("echo"),
                    .name = CNX_LITERAL("Echo"), .vtable = &table, .schema_json = CNX_LITERAL("{}"),
                    \(feature)};
                static const cnx_plugin_v1 p = {.size = sizeof(cnx_plugin_v1), .abi_major = 1,
                    .id = CNX_LITERAL("conecta.example.echo"), .version = CNX_LITERAL("1.0.0"),
                    .features = &f, .n_features = 1, \(plugin)};
                \(entry) { (void)a; (void)b; return &p; }
                """
            )
        }
    }

    static let broken: [Broken] = [
        Broken(name: "missing", reason: "is missing") { _ in nil },
        Broken(name: "garbage", reason: "not an ELF file") { _ in Data(repeating: 7, count: 500) },
        Broken(name: "empty", reason: "not an ELF file") { _ in Data() },
        Broken(name: "truncated", reason: "truncated") { _ in
            let echo = try PluginBench.echo
            return echo.prefix(echo.count / 2)
        },
        Broken(name: "headonly", reason: "truncated") { _ in try PluginBench.echo.prefix(64) },
        Broken(name: "foreign", reason: "built for RISC-V") { _ in
            var echo = try PluginBench.echo
            echo[18] = 243
            return echo
        },
        Broken(name: "thirtytwo", reason: "64-bit ELF") { _ in
            var echo = try PluginBench.echo
            echo[4] = 1
            return echo
        },
        // Its chain of symbols begins with the last number there is.
        Broken(name: "wrapping", reason: "does not export conecta_plugin_v1") { _ in
            let corpus = PluginBench.checkout.appending(path: "Tests/Fuzz/Corpus/elf")
            return try Data(contentsOf: corpus.appending(path: "wrapping.so"))
        },
        .source("entryless", "does not export conecta_plugin_v1", "int other(void) { return 1; }"),
        Broken(name: "noteless", reason: "no note of the ABI") { bench in
            try bench.compile(
                """
                #include "conecta_plugin.h"
                \(Broken.entry) { (void)a; (void)b; return 0; }
                """
            )
        },
        Broken(name: "othermajor", reason: "built for ABI 9") { bench in
            try bench.compile(
                PluginBench.source("\(Broken.entry) { (void)a; (void)b; return 0; }")
                    .replacing("#include \"conecta", with: "#define MAJOR 9\n#include \"conecta")
                    .replacing(
                        "CNX_DECLARE_NOTE;",
                        with: "#undef CNX_ABI_MAJOR\n#define CNX_ABI_MAJOR 9u\nCNX_DECLARE_NOTE;"
                    )
            )
        },
        Broken(name: "needy", reason: "needs libz.so.1, which plugins may not use") { bench in
            try bench.compile(
                PluginBench.source("\(Broken.entry) { (void)a; (void)b; return 0; }"),
                ["-Wl,--no-as-needed", "-l:libz.so.1"]
            )
        },
        .source("null", "refuses this host", "\(Broken.entry) { (void)a; (void)b; return 0; }"),
        .source(
            "wild",
            "crashed when it was opened: segmentation fault",
            "\(Broken.entry) { (void)a; (void)b; return (void *)16; }"
        ),
        .source(
            "crashing",
            "crashed when it was opened: abort",
            "\(Broken.entry) { (void)a; (void)b; abort(); }"
        ),
        .source(
            "early",
            "crashed when it was opened: illegal instruction",
            "__attribute__((constructor)) static void go(void) { __builtin_trap(); }\n"
                + "\(Broken.entry) { (void)a; (void)b; return 0; }"
        ),
        .source(
            "leaving",
            "ended the process with status 0",
            "\(Broken.entry) { (void)a; (void)b; _exit(0); }"
        ),
        .described("smallplugin", "cnx_plugin_v1.size is 8", ".size = 8", ".flags = 0"),
        .described("major", "abi_major is 2", ".abi_major = 2", ".flags = 0"),
        .described("nofeatures", "features is empty", ".n_features = 0", ".flags = 0"),
        .described("manyfeatures", "features has", ".n_features = (size_t)-1", ".flags = 0"),
        .described(
            "badtext",
            "id is not valid UTF-8",
            ".id = CNX_LITERAL(\"\\xC3(\")",
            ".flags = 0"
        ),
        .described("longtext", "id is longer", ".id = {(const char *)1, 1ul << 60}", ".flags = 0"),
        .described("notable", "vtable is NULL", ".flags = 0", ".vtable = 0"),
        .described("badkind", "kind is \"x\"", ".flags = 0", ".kind = CNX_LITERAL(\"x\")"),
        .described(
            "badschema",
            "schema_json is not a JSON object",
            ".flags = 0",
            ".schema_json = CNX_LITERAL(\"[\")"
        ),
        .described(
            "script",
            "icon_svg",
            ".flags = 0",
            ".icon_svg = {(const uint8_t *)\"<svg onload=1>\", 14}"
        ),
        .described(
            "version",
            "version is \"2.0.0\" in the library but \"1.0.0\" in plugin.json",
            ".version = CNX_LITERAL(\"2.0.0\")",
            ".flags = 0"
        ),
        .described(
            "otherfeature",
            "features is \"channel other\" in the library",
            ".flags = 0",
            ".id = CNX_LITERAL(\"other\")"
        ),
    ]

    @Test(arguments: broken)
    func `a broken library is listed with its reason, and the good one beside it is loaded`(
        _ broken: Broken
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        try bench.add(broken.name, library: broken.library(bench))
        try bench.add("zgood", library: PluginBench.echo)
        let catalogue = try bench.catalogue()
        let listings = await catalogue.load(folders: [bench.folder.path])
        catalogue.stop()
        try #require(listings.count == 2)
        let reason = try #require(listings[0].reason)
        #expect(reason.contains(broken.reason), "\(reason)")
        #expect(listings[1].state == .ready)
        #expect(catalogue.channels.map(\.manifest.id) == ["echo"])
    }

    @Test func `a library that hangs in its entry is listed as hanging`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let source = "\(Broken.entry) { (void)a; (void)b; for (;;) pause(); }"
        try bench.add("hanging", library: bench.compile(PluginBench.source(source)))
        let listings = await (try bench.catalogue()).load(folders: [bench.folder.path])
        #expect(try #require(listings.first?.reason).contains("hung when it was opened"))
    }

    @Test(arguments: [
        ("id", "echo" as any Sendable, "not a reversed domain"), ("version", "1", "not like 1.2.3"),
        ("library", "../libEcho.so", "not a file name"), ("abi", 7, "made for ABI 7"),
        ("features", [String](), "1 to 32 are possible"), ("name", 5, "name is not of type"),
        ("permissions", ["http": ["*"]], "not a host"),
    ])
    func `a wrong field of the manifest is named`(
        _ field: String,
        _ value: any Sendable,
        _ reason: String
    ) async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        try bench.add("wrong", library: PluginBench.echo) { $0[field] = value }
        let listing = try #require(
            await (try bench.catalogue()).load(folders: [bench.folder.path]).first
        )
        #expect(try #require(listing.reason).contains(reason))
    }

    @Test func `every prefix and many flipped bytes of a library are read without a crash`() throws
    {
        let bench = try PluginBench()
        defer { bench.remove() }
        let echo = try PluginBench.echo
        var dice = SeededDice(seed: 11)
        for round in 0..<300 {
            var bytes = echo
            if round % 2 == 0 {
                bytes = bytes.prefix(Int.random(in: 0..<echo.count, using: &dice))
            } else {
                for _ in 0..<40 {
                    // Most of what is read stands in the first pages.
                    let place = Int.random(in: 4..<min(4_096, echo.count), using: &dice)
                    bytes[place] = UInt8.random(in: 0...255, using: &dice)
                }
            }
            try bench.add("fuzz", library: bytes)
            _ = PluginInspection.inspect(folder: bench.folder.appending(path: "fuzz").path)
        }
    }
}
