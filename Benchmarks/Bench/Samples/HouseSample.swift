import Foundation
import Paper
import Rendering

/// Is what all drawings of the benchmarks have in common.
enum HouseSample {
    /// 22 November 2026, 14:05:09 in São Paulo, in milliseconds since 1970.
    static let now: Int64 = 1_795_367_109_000

    /// The words and formats.
    static var wording: Wording {
        Wording(language: .portuguese, zone: TimeZone(identifier: "America/Sao_Paulo") ?? .gmt)
    }

    /// A new drafter with the project's own fonts.
    static func drafter() throws -> Drafter {
        let configuration = Checkout.root.appending(path: "templates/fonts.conf")
        return try Drafter(fonts: Fonts(configuration: configuration))
    }

    static let people = [
        "Conceição Araújo", "Otávio Peçanha", "Mônica Simões", "Thaís Gonçalves",
        "Júlia Müller", "César Assunção",
    ]
    static let teams = ["Suporte", "Vendas", "Cobrança", "Ouvidoria"]
    static let channels = ["WhatsApp Vendas", "WebChat"]
}
