public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.wallboard", version: "1.0.0", features: [.report(Wallboard.self)])
    }
}

/// Shows the present moment and the day on one sheet: a ready board, or one built from widgets.
public struct Wallboard: Report {
    /// What an operator may choose.
    struct Parameters: Decodable {
        var title: String?
        var board: ReadyBoard?
        var widgets: [Widget]?
    }

    /// The id of the report.
    public static let id = "wallboard"

    /// The name for people.
    public static let name = "Painel"

    /// The JSON Schema of the parameters.
    ///
    /// The host checks widgets by the schema of boards before it keeps them.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "title": { "type": "string", "maxLength": 120, "title": "Título" },
            "board": { "enum": ["operacao", "equipe", "canais", "agentes"], "title": "Painel" },
            "widgets": { "type": "array", "maxItems": 144, "items": { "type": "object" } }
          }
        }
        """

    /// Begins to serve jobs.
    public init() {}

    /// Writes the board.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let parameters = try job.parameters(as: Parameters.self)
        let words = call.words
        let board = parameters.board ?? .operation
        let title = parameters.title ?? words(board.title)
        let sheet = Sheet(job, paper: paper, data: BoardData(call, language: job.language))
        try paper.document(
            title: title,
            subtitle: sheet.asOf,
            landscape: job.width >= job.height
        )
        try paper.grid(
            columns: Sheet.fields,
            rows: Sheet.fields,
            title: sheet.isStrip ? "" : title,
            caption: sheet.caption
        ) {
            if let widgets = parameters.widgets {
                try BuiltBoard(widgets: widgets).write(on: sheet)
            } else {
                try board.write(on: sheet)
            }
        }
    }
}
