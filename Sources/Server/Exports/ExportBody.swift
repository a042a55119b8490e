internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paper
internal import Store

/// Is a report as a body or form asks for it.
struct ExportBody: Decodable {
    var report: String
    var formats: [String]?
    var parameters: [String: ParameterText]?
    var language: String?
    var timeZone: String?
    var privacy: Bool?
    var paper: String?
}

/// Is the value of a report's parameter as the text that the report's schema gives its type.
struct ParameterText: Decodable, Sendable {
    /// The text.
    let text: String

    init(text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        if let list = try? single.decode([String].self) {
            text = list.joined(separator: ",")
        } else if let truth = try? single.decode(Bool.self) {
            text = String(truth)
        } else if let number = try? single.decode(Int64.self) {
            text = String(number)
        } else if let number = try? single.decode(Double.self) {
            text = String(number)
        } else {
            text = try single.decode(String.self)
        }
    }
}

extension Services {
    /// Looks at what is asked for, and gives it as the house takes it.
    ///
    /// - Throws: `Problem` that names the field which is wrong.
    func order(
        _ body: ExportBody,
        _ context: ServerContext,
        withoutPeriod: Bool = false
    ) async throws -> ExportOrder {
        let listing = await dependencies.reports.list().first { $0.id == body.report }
        guard let listing, listing.id != "wallboard" else {
            throw Problem.badRequest("there is no such report", field: "report")
        }
        let formats = body.formats ?? ["pdf"]
        guard !formats.isEmpty, Set(formats).count == formats.count,
            formats.allSatisfy({ DocumentFormat(rawValue: $0) != nil })
        else {
            throw problem(InvalidField("formats", .formats), context)
        }
        if let language = body.language, Language(tag: language) == nil {
            throw problem(InvalidField("language", .language), context)
        }
        if let paper = body.paper, PaperChoice(paper) == nil {
            throw Problem.badRequest(PaperChoice.names.joined(separator: ", "), field: "paper")
        }
        let zone = try body.timeZone.map { name in
            guard let zone = TimeZone(identifier: name) else {
                throw problem(InvalidField("timeZone", .timeZone), context)
            }
            return zone
        }
        var texts = (body.parameters ?? [:]).mapValues(\.text).filter { !$0.value.isEmpty }
        if withoutPeriod {
            texts["from"] = nil
            texts["to"] = nil
        }
        do {
            return ExportOrder(
                report: body.report,
                formats: formats,
                parameters: try ReportParameters(
                    schema: listing.schema,
                    zone: zone ?? context.timeZone
                ).json(texts),
                language: body.language,
                zone: body.timeZone,
                paper: body.paper,
                isPrivate: body.privacy ?? false
            )
        } catch ReportError.badParameter(let name, let reason) {
            throw Problem.badRequest(reason, field: "parameters.\(name)")
        }
    }

    private func problem(_ invalid: InvalidField, _ context: ServerContext) -> Problem {
        .badRequest(words(invalid, context), field: invalid.field)
    }

    /// Finds the export in the path, among those that the caller may see.
    func export(_ context: ServerContext) async throws -> Export {
        let viewer = try context.requireViewer()
        guard let number = Int64(context.text("id")),
            let export = try await post().exports.export(number, for: viewer)
        else { throw Problem.notFound }
        return export
    }

    /// Sends a file of an export to a person, or to who has a link from them.
    func file(
        of export: Export,
        for viewer: Viewer,
        _ format: String?,
        _ request: Request
    ) async throws -> Response {
        let name = format ?? export.order.formats.first ?? ""
        guard let kind = DocumentFormat(rawValue: name), export.order.formats.contains(name) else {
            throw Problem.badRequest(
                "one of " + export.order.formats.joined(separator: ", "),
                field: "format"
            )
        }
        let file: TemporaryFile
        do {
            guard let url = try post().exports.file(name, of: export, for: viewer) else {
                let isExpired = export.state == .expired
                throw Problem(.gone, isExpired ? "export-expired" : "export-not-done")
            }
            file = try TemporaryFile(reading: url)
        } catch let problem as Problem {
            throw problem
        } catch is ExportWithheld {
            throw Problem(.forbidden, "export-withheld")
        } catch {
            // It expired in this moment, or somebody tidied the folder.
            throw Problem(.gone, "export-expired")
        }
        let title = "\(export.title) \(export.number)"
        var response = Response(status: .ok, headers: [:], body: file.body)
        if kind == .html {
            response.headers[.contentSecurityPolicy] = SecurityHeaders.ownStylePolicy
        }
        response.headers[.contentType] = kind.mediaType
        response.headers[.cacheControl] = "private, no-store"
        response.headers[.contentDisposition] = FileName.disposition(
            "\(title).\(name)",
            isInline: kind == .html && !request.hasQueryFlag("download")
        )
        return response
    }
}
