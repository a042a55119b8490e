import Foundation

extension AttendanceScene {
    /// A picture of one pixel, with something of its own after its end.
    static func picture(_ name: String) throws -> Data {
        let png = """
            iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E\
            rkJggg==
            """
        guard let bytes = Data(base64Encoded: png) else {
            throw NeverCame(description: "the picture cannot be read")
        }
        return bytes + Data(name.utf8)
    }

    /// The contact shares a file, which the provider keeps until it is fetched.
    func shares(_ bytes: Data, _ type: String, as kind: String) async throws {
        let body = try CloudWebhook.file(
            premises.provider.keep(bytes, type: type),
            kind: kind,
            type: type,
            from: "5511987654321",
            to: "5500001"
        )
        guard try await admin.hook("zap", body).status == 200 else {
            throw NeverCame(description: "the file was not taken")
        }
    }

    /// The files that a contact shared, as the side menu of a session shows them.
    func gallery(_ id: String, _ type: String, _ caller: Caller) async throws -> [Wire] {
        try await caller.all("/api/v1/sessions/\(id)/gallery?type=\(type)")
    }

    /// An agent puts a file into the composer, and gets what names it in a message.
    func attaches(_ agent: Caller, _ bytes: Data, _ type: String, _ name: String) async throws
        -> String
    {
        let answer = try await agent.call(
            "POST",
            "/api/v1/media?name=\(name)",
            bytes,
            headers: ["Content-Type": type]
        )
        guard answer.status == 201, let id = answer.json.id.string else {
            throw NeverCame(description: "\(name): \(answer.status) \(answer.text)")
        }
        return id
    }

    /// What the provider was given to send, as JSON, first to last.
    func sent() throws -> [Wire] {
        try premises.provider.taken.map { taken in
            try JSONDecoder().decode(Wire.self, from: Data(taken.body.utf8))
        }
    }
}
