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

    /// The answer of a truth value.
    func truth(_ value: Bool) -> String {
        isPortuguese ? (value ? "sim" : "não") : (value ? "yes" : "no")
    }

    /// Stands where a chart has no values.
    var noData: String { isPortuguese ? "sem dados" : "no data" }
}
