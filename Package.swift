// swift-tools-version: 6.3

import PackageDescription

// One section for each target, its tests beside it; a dependency on each line where there are many.

// The rules of the house, for every Swift target.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// A plugin exports its entry function and nothing else.
let entryAlone: [LinkerSetting] = [
    .unsafeFlags([
        "-Xlinker", "--version-script=\(Context.packageDirectory)/Plugins/entry.map",
    ])
]

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let asyncHTTPClient: Target.Dependency = .product(
    name: "AsyncHTTPClient",
    package: "async-http-client"
)
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(
    name: "HummingbirdTesting",
    package: "hummingbird"
)
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS: Target.Dependency = .product(name: "NIOTLS", package: "swift-nio")
let orderedCollections: Target.Dependency = .product(
    name: "OrderedCollections",
    package: "swift-collections"
)
let serviceLifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let unixSignals: Target.Dependency = .product(
    name: "UnixSignals",
    package: "swift-service-lifecycle"
)

let package = Package(
    name: "conecta",
    products: [
        .executable(name: "conecta", targets: ["conecta"]),
        .executable(name: "conecta-worker", targets: ["conecta-worker"]),
        .library(name: "Audit", type: .dynamic, targets: ["Audit"]),
        .library(name: "EchoC", type: .dynamic, targets: ["EchoC"]),
        .library(name: "FigureReports", type: .dynamic, targets: ["FigureReports"]),
        .library(name: "History", type: .dynamic, targets: ["History"]),
        .library(name: "MappedWebhook", type: .dynamic, targets: ["MappedWebhook"]),
        .library(name: "Messages", type: .dynamic, targets: ["Messages"]),
        .library(name: "Presence", type: .dynamic, targets: ["Presence"]),
        .library(name: "ProtocolReport", type: .dynamic, targets: ["ProtocolReport"]),
        .library(name: "SessionReports", type: .dynamic, targets: ["SessionReports"]),
        .library(name: "Wallboard", type: .dynamic, targets: ["Wallboard"]),
        .library(name: "WebChat", type: .dynamic, targets: ["WebChat"]),
        .library(name: "WhatsApp", type: .dynamic, targets: ["WhatsApp"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [

        // MARK: C, from the system

        .systemLibrary(
            name: "CCairo",
            pkgConfig: "pangocairo",
            providers: [
                .apt([
                    "libcairo2-dev", "libisal-dev", "libjpeg-dev", "libpango1.0-dev", "libqpdf-dev",
                ])
            ]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CGMime",
            pkgConfig: "gmime-3.0",
            providers: [.apt(["libgmime-3.0-dev"])]
        ),
        .systemLibrary(
            name: "CLibXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        .systemLibrary(
            name: "CSandbox",
            pkgConfig: "libseccomp",
            providers: [.apt(["libseccomp-dev"])]
        ),

        // MARK: CPluginABI

        .target(name: "CPluginABI"),

        // MARK: conecta

        .executableTarget(
            name: "conecta",
            dependencies: [
                "Demo", "Engine", "Operations", "Paper", "PluginHost", "Rendering", "Server",
                "Store", "Templates", argumentParser, logging, serviceLifecycle, unixSignals,
            ],
            swiftSettings: house
        ),

        // MARK: conecta-worker

        .executableTarget(
            name: "conecta-worker",
            dependencies: ["CSandbox", "PluginHost"],
            swiftSettings: house,
            // Libraries find our `open` before the C library's: see ThreadFiles.swift.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=open"])]
        ),

        // MARK: Demo

        .target(
            name: "Demo",
            dependencies: [
                "Engine", "Store", asyncHTTPClient, crypto, httpTypes, hummingbird, logging,
                nioCore, nioHTTP1, serviceLifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "DemoTests",
            dependencies: ["Demo", "Engine", "Store", "TestSupport", logging],
            swiftSettings: house
        ),

        // MARK: Engine

        .target(
            name: "Engine",
            dependencies: [orderedCollections],
            exclude: ["README.md"],
            swiftSettings: house
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: ["Engine", "TestSupport"],
            swiftSettings: house
        ),

        // MARK: Mail

        .target(name: "Mail", dependencies: ["CCurl", "CGMime"], swiftSettings: house),
        .testTarget(
            name: "MailTests",
            dependencies: ["Mail", "TestSupport"],
            swiftSettings: house
        ),

        // MARK: Operations

        .target(
            name: "Operations",
            dependencies: [
                "Engine", "Mail", "Paper", "PluginHost", "Rendering", "Store", crypto, logging,
                orderedCollections, serviceLifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "OperationsTests",
            dependencies: [
                "Engine", "Mail", "Operations", "Paper", "PluginHost", "Rendering", "Store",
                "TestSupport", logging, serviceLifecycle,
            ],
            swiftSettings: house
        ),

        // MARK: Paper

        .target(name: "Paper", swiftSettings: house),
        .testTarget(
            name: "PaperTests",
            dependencies: ["Paper", "TestSupport"],
            swiftSettings: house
        ),

        // MARK: PluginHost

        .target(
            name: "PluginHost",
            dependencies: [
                "CPluginABI", "Engine", "Paper", asyncHTTPClient, crypto, logging, nioCore,
                nioHTTP1, nioPosix, nioSSL, nioTLS,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "PluginHostTests",
            dependencies: ["CPluginABI", "Engine", "Paper", "PluginHost", "TestSupport"],
            swiftSettings: house
        ),

        // MARK: PluginKit and the plugins

        .target(
            name: "PluginKit",
            dependencies: ["CPluginABI"],
            exclude: ["README.md"],
            swiftSettings: house
        ),
        .target(
            name: "Audit",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Audit",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "EchoC",
            dependencies: ["CPluginABI"],
            path: "Plugins/Examples/EchoC",
            exclude: ["Fixtures", "README.md", "plugin.json"],
            publicHeadersPath: ".",
            linkerSettings: entryAlone
        ),
        .target(
            name: "FigureReports",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Figures",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "History",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/History",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "MappedWebhook",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Channels/MappedWebhook",
            exclude: ["Fixtures", "README.md", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "Messages",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Messages",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "Presence",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Presence",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "ProtocolReport",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Protocol",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "SessionReports",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Sessions",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "Wallboard",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Reports/Wallboard",
            exclude: ["README.md", "locales", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "WebChat",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Channels/WebChat",
            exclude: ["Fixtures", "README.md", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .target(
            name: "WhatsApp",
            dependencies: ["CPluginABI", "PluginKit"],
            path: "Plugins/Channels/WhatsApp",
            exclude: ["Fixtures", "README.md", "plugin.json"],
            swiftSettings: house,
            linkerSettings: entryAlone
        ),
        .testTarget(
            name: "PluginsTests",
            dependencies: [
                "Demo", "Engine", "Paper", "PluginHost", "Rendering", "Store", "TestSupport",
                logging, orderedCollections,
            ],
            swiftSettings: house
        ),

        // MARK: Rendering

        .target(name: "Rendering", dependencies: ["CCairo", "Paper"], swiftSettings: house),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["Paper", "Rendering", "TestSupport"],
            swiftSettings: house
        ),

        // MARK: Scenarios

        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "Engine", "Operations", "Server", "Store", "Templates", "TestSupport", crypto,
                hummingbird, logging, nioCore, serviceLifecycle,
            ],
            swiftSettings: house
        ),

        // MARK: Server

        .target(
            name: "Server",
            dependencies: [
                "Engine", "Operations", "Paper", "PluginHost", "Rendering", "Store", "Templates",
                crypto, httpTypes, hummingbird, logging, nioCore, orderedCollections,
                serviceLifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Engine", "Operations", "Paper", "PluginHost", "Rendering", "Server", "Store",
                "Templates", "TestSupport", httpTypes, hummingbird, hummingbirdTesting, logging,
                nioCore, serviceLifecycle,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SystemTests",
            dependencies: ["TestSupport"],
            swiftSettings: house
        ),

        // MARK: Simulator

        .target(
            name: "Simulator",
            dependencies: ["Engine", "Store"],
            path: "Tests/Simulator",
            swiftSettings: house
        ),
        .testTarget(
            name: "SimulatorTests",
            dependencies: ["Engine", "Simulator", "Store"],
            swiftSettings: house
        ),

        // MARK: Store

        .target(
            name: "Store",
            dependencies: ["Engine", crypto, cryptoExtras, grdb, sqlite],
            swiftSettings: house
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Engine", "Store", "TestSupport", grdb],
            swiftSettings: house
        ),

        // MARK: Templates

        .target(name: "Templates", dependencies: ["CLibXML2", "Paper"], swiftSettings: house),
        .testTarget(
            name: "TemplatesTests",
            dependencies: ["Paper", "Templates", "TestSupport"],
            swiftSettings: house
        ),

        // MARK: TestSupport

        .target(
            name: "TestSupport",
            dependencies: ["Engine", "Paper"],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),
    ],
    swiftLanguageModes: [.v6]
)

// The benchmarks, built by scripts/bench alone.
if Context.environment["BENCHMARKS"] != nil {
    package.products.append(.executable(name: "conecta-bench", targets: ["conecta-bench"]))
    package.targets += [
        .target(
            name: "CReferences",
            dependencies: ["CCairo", "CPluginABI"],
            path: "Benchmarks/References",
            exclude: ["history.py"],
            linkerSettings: [.linkedLibrary("sqlite3")]
        ),
        .executableTarget(
            name: "conecta-bench",
            dependencies: [
                "CReferences", "Engine", "Paper", "PluginHost", "Rendering", "Simulator", "Store",
                "Templates", crypto, logging,
            ],
            path: "Benchmarks/Bench",
            swiftSettings: house
        ),
    ]
}
