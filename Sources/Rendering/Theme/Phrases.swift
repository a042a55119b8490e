internal import Paper

/// Holds the few words that drawing itself adds to a document.
struct Phrases {
    let language: Language

    private var isPortuguese: Bool { language == .portuguese }

    /// The number of a page.
    func page(_ number: Int, of total: Int) -> String {
        isPortuguese ? "página \(number) de \(total)" : "page \(number) of \(total)"
    }

    /// Says when the data was read.
    func data(of moment: String) -> String {
        isPortuguese ? "dados de \(moment)" : "data of \(moment)"
    }

    /// Says how many rows did not fit.
    func more(_ count: Int) -> String {
        isPortuguese ? "+ \(count) não mostrados" : "+ \(count) not shown"
    }

    /// Stands for a picture whose bytes cannot be drawn.
    var unreadableImage: String {
        isPortuguese ? "imagem ilegível" : "unreadable image"
    }

    /// What a picture is called that says nothing of itself.
    var image: String { isPortuguese ? "imagem" : "image" }

    /// What a chart is called that has no title.
    var chart: String { isPortuguese ? "gráfico" : "chart" }

    /// What a drawing is called that says nothing of itself.
    var drawing: String { isPortuguese ? "desenho" : "drawing" }

    /// What stands before the hash of the content.
    var contentHash: String { isPortuguese ? "SHA-256 do conteúdo" : "SHA-256 of the content" }

    /// The answer of a truth value.
    func truth(_ value: Bool) -> String {
        isPortuguese ? (value ? "sim" : "não") : (value ? "yes" : "no")
    }

    /// What a goal is called that has no words of its own.
    var goal: String { isPortuguese ? "meta" : "goal" }

    /// The unit of a change of a percentage.
    var percentagePoints: String { isPortuguese ? "\u{A0}p.p." : "\u{A0}pp" }

    /// Stands for all parts that are too small to be named.
    var others: String { isPortuguese ? "outros" : "others" }

    /// Stands under the sum of all parts.
    var total: String { "total" }

    /// Stands at the open end of a histogram.
    var beyond: String { isPortuguese ? "mais" : "more" }

    /// Says that a value and all above it are meant.
    func orMore(_ value: String) -> String {
        isPortuguese ? "\(value) ou mais" : "\(value) or more"
    }

    /// Stands where a chart has no values.
    var noData: String { isPortuguese ? "sem dados" : "no data" }
}
