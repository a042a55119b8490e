internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Answers the requests that the Cloud API answers.
struct StandInRoutes: Sendable {
    let standIn: WhatsAppStandIn

    private static let maximumMessage = 256 << 10
    private static let maximumUpload = (100 << 20) + (64 << 10)

    /// The ways that lead in.
    var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("whatsapp_business/attachments", use: download)
        router.post(":version/:object/messages", use: messages)
        router.post(":version/:object/media", use: upload)
        router.get(":version/:object/message_templates", use: templates)
        router.get(":version/:object", use: object)
        router.delete(":version/:object", use: remove)
        return router
    }

    @Sendable
    private func messages(_ request: Request, _ context: BasicRequestContext) async -> Response {
        await answer(request, context.parameters.get("object")) {
            let body = try await request.body.collect(upTo: Self.maximumMessage)
            guard let json = JSON(body.readableBytesView) else {
                throw GraphError.parameter("The request body is not JSON.")
            }
            return try await standIn.post(json)
        }
    }

    @Sendable
    private func upload(_ request: Request, _ context: BasicRequestContext) async -> Response {
        await answer(request, context.parameters.get("object")) {
            let body = try await request.body.collect(upTo: Self.maximumUpload)
            let type = request.headers[.contentType] ?? ""
            guard let form = MultipartForm(Array(buffer: body), contentType: type),
                form["messaging_product"]?.bytes.elementsEqual("whatsapp".utf8) == true,
                let file = form["file"], !file.bytes.isEmpty
            else { throw GraphError.parameter("The parameter file is required.") }
            let declared = form["type"].map { String(decoding: $0.bytes, as: UTF8.self) }
            let kept = await standIn.keep(
                Array(file.bytes),
                mediaType: declared ?? file.mediaType
            )
            return ["id": .text(kept.id)]
        }
    }

    @Sendable
    private func object(_ request: Request, _ context: BasicRequestContext) async -> Response {
        let id = context.parameters.get("object") ?? ""
        let account = standIn.account
        return await answer(request, account.phoneNumberId) {
            if id == account.phoneNumberId {
                return [
                    "id": .text(id), "display_phone_number": .text(account.phone),
                    "verified_name": "Casa Horizonte", "quality_rating": "GREEN",
                ]
            }
            guard let file = await standIn.describe(id) else { throw GraphError.missingObject(id) }
            return file
        }
    }

    @Sendable
    private func templates(_ request: Request, _ context: BasicRequestContext) async -> Response {
        let account = standIn.account
        let business = context.parameters.get("object") ?? ""
        return await answer(request, account.phoneNumberId) {
            guard business == account.businessAccountId else {
                throw GraphError.missingObject(business)
            }
            let list = account.templates.map { template -> JSON in
                [
                    "id": .text(Envelope.digest(template.name + template.language)),
                    "name": .text(template.name), "language": .text(template.language),
                    "status": "APPROVED", "category": "UTILITY",
                    "components": template.components,
                ]
            }
            return ["data": .array(list), "paging": [:]]
        }
    }

    @Sendable
    private func remove(_ request: Request, _ context: BasicRequestContext) async -> Response {
        let id = context.parameters.get("object") ?? ""
        return await answer(request, standIn.account.phoneNumberId) {
            guard await standIn.remove(id) else { throw GraphError.missingObject(id) }
            return ["success": true]
        }
    }

    @Sendable
    private func download(_ request: Request, _ context: BasicRequestContext) async -> Response {
        guard isAllowed(request) else { return Self.response(.badToken) }
        let query = request.uri.queryParameters
        guard let id = query.get("mid"), let end = query.get("ext", as: Int64.self),
            let hash = query.get("hash"),
            let file = await standIn.file(id, until: end, hash: hash)
        else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: file.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }

    /// Lets in who shows the token and names our number, and writes what comes of the request.
    private func answer(
        _ request: Request,
        _ number: String?,
        _ work: () async throws -> JSON
    ) async -> Response {
        guard isAllowed(request) else { return Self.response(.badToken) }
        guard let number, number == standIn.account.phoneNumberId else {
            return Self.response(.missingObject(number ?? ""))
        }
        do {
            return Self.response(try await work(), .ok)
        } catch let error as GraphError {
            return Self.response(error)
        } catch is NIOTooManyBytesError {
            return Self.response(.parameter("The request is too large."))
        } catch {
            return Response(status: .internalServerError)
        }
    }

    private func isAllowed(_ request: Request) -> Bool {
        request.headers[.authorization] == "Bearer \(standIn.account.accessToken)"
    }

    private static func response(_ error: GraphError) -> Response {
        response(error.body, HTTPResponse.Status(code: error.status))
    }

    private static func response(_ body: JSON, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=UTF-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.bytes))
        )
    }
}
