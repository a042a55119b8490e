import Foundation
import Testing

/// Is a plugin of these tests whose description is computed in Swift, by Foundation and tasks.
struct SwiftPlugin {
    let folder: URL

    init(_ bench: PluginBench) throws {
        folder = bench.folder.appending(path: "swift-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private static let swift = """
        import Dispatch
        import Foundation

        private final class Box: @unchecked Sendable { var sum = 0 }

        @_cdecl("describe") public func describe(_ text: UnsafeMutablePointer<CChar>, _ count: Int) {
            let done = DispatchSemaphore(value: 0)
            let box = Box()
            Task.detached {
                box.sum = await withTaskGroup(of: Int.self) { group in
                    for number in 0..<100 { group.addTask { await Task.yield(); return number } }
                    return await group.reduce(0, +)
                }
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) {
                    done.signal()
                }
            }
            done.wait()
            let format = DateFormatter()
            format.locale = Locale(identifier: "pt_BR")
            format.timeZone = TimeZone(identifier: "America/Sao_Paulo")
            format.dateFormat = "d 'de' MMMM 'de' yyyy, HH:mm"
            let facts: [String: Any] = [
                "sum": box.sum, "day": format.string(from: Date(timeIntervalSince1970: 1_782_043_500)),
                "zone": TimeZone.current.identifier, "home": NSHomeDirectory(),
            ]
            let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
            let data = try! JSONSerialization.data(withJSONObject: facts, options: options)
            let parsed = try! JSONSerialization.jsonObject(with: data) as! [String: Any]
            precondition(parsed.count == 4)
            for (index, byte) in data.prefix(count).enumerated() {
                text[index] = CChar(bitPattern: byte)
            }
        }
        """

    private static let c = PluginBench.source(
        """
        #include <string.h>
        void describe(char *, long);
        \(RefusedPluginTests.Broken.base)
        static const cnx_feature_v1 f = {.size = sizeof(cnx_feature_v1),
            .kind = CNX_LITERAL("conecta.channel/1"), .id = CNX_LITERAL("echo"),
            .name = CNX_LITERAL("Echo"), .vtable = &table, .schema_json = CNX_LITERAL("{}")};
        static cnx_plugin_v1 p = {.size = sizeof(cnx_plugin_v1), .abi_major = 1,
            .id = CNX_LITERAL("conecta.example.echo"), .version = CNX_LITERAL("1.0.0"),
            .features = &f, .n_features = 1};
        static char text[1024];
        \(RefusedPluginTests.Broken.entry)
        { (void)a; (void)b; describe(text, sizeof text - 1); p.sdk.ptr = text;
          p.sdk.len = strlen(text); return &p; }
        """
    )

    /// Compiles it with this toolchain.
    func compile() throws -> Data {
        try Data(Self.c.utf8).write(to: folder.appending(path: "entry.c"))
        try Data(Self.swift.utf8).write(to: folder.appending(path: "describe.swift"))
        let include = PluginBench.checkout.appending(path: "Sources/CPluginABI/include").path
        try run(["cc", "-std=c11", "-w", "-fPIC", "-I", include, "-c", "entry.c", "-o", "entry.o"])
        try run([
            "swiftc", "-emit-library", "-module-name", "Described", "describe.swift", "entry.o",
            "-o", "described.so",
        ])
        return try Data(contentsOf: folder.appending(path: "described.so"))
    }

    private func run(_ command: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command.joined(separator: " "))")
    }
}
