/// Names the parts of a document for those who hear it.
enum PdfTag: String {
    case document = "Document"
    case heading1 = "H1"
    case heading2 = "H2"
    case heading3 = "H3"
    case heading4 = "H4"
    case heading5 = "H5"
    case heading6 = "H6"
    case paragraph = "P"
    case table = "Table"
    case tableHead = "THead"
    case tableBody = "TBody"
    case row = "TR"
    case header = "TH"
    case cell = "TD"
    case figure = "Figure"

    /// Tells whether words stand in it, not further parts.
    var isLeaf: Bool {
        switch self {
        case .document, .table, .tableHead, .tableBody, .row: false
        default: true
        }
    }

    /// The heading of a depth, 1 for the highest.
    static func heading(_ level: Int) -> PdfTag {
        let all: [PdfTag] = [.heading1, .heading2, .heading3, .heading4, .heading5, .heading6]
        return all[max(1, min(all.count, level)) - 1]
    }
}

/// Keeps what Cairo does not write of tags, in the order of the tags.
struct PdfTagNotes {
    /// What each picture shows.
    var alternatives: [String] = []
    /// How many columns each header of a table heads.
    var headerSpans: [Int] = []
    /// Parts that wait for the leaf that is open to end: links, which would make it none.
    var waitingLinks: [String] = []
    var openLeaf: PdfTag?
    /// How many parts were begun inside the open leaf, which swallows them.
    var nested = 0
    /// What is drawn now is no part of the document.
    var isSilent = false
    var isDocumentOpen = false
}

/// Tells where Cairo wrote elements of the structure that are amended.
struct PdfElements {
    /// An object and its place in the file.
    struct Place {
        var object: Int64
        var offset: Int64
    }

    var figures: [Place] = []
    var headers: [Place] = []
}
