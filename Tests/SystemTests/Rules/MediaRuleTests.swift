import Foundation
import Testing

/// The user's rules on files: the side menu of S12, and the composer of S14.
@Suite struct MediaRuleTests {
    @Test(.timeLimit(.minutes(2)))
    func `S12 the side menu has a timer, the images that the contact shared, protocol and tags`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.add("tags", #"{"slug": "venda", "name": "Venda"}"#)
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            #expect(try await scene.session().serviceSince.string != nil)

            let beach = try AttendanceScene.picture("praia")
            let house = try AttendanceScene.picture("casa")
            try await scene.shares(beach, "image/png", as: "image")
            try await scene.shares(Data("%PDF-1.7".utf8), "application/pdf", as: "document")
            try await scene.shares(house, "image/png", as: "image")
            let images = try await until("the images are there") {
                let found = try await scene.gallery(id, "image/", scene.ana)
                return found.count == 2 && found.allSatisfy { !$0.url.isNull } ? found : nil
            }
            var bytes: [Data] = []
            for image in images {
                #expect(image.inline == .truth(true))
                bytes.append(try await scene.ana.get(image.url.string ?? "").body)
            }
            #expect(bytes == [house, beach])
            #expect(try await scene.gallery(id, "application/pdf", scene.ana).count == 1)
            // Who may not see the session does not see what was shared in it.
            let other = try await scene.carla.get("/api/v1/sessions/\(id)/gallery?type=image/")
            #expect(other.status == 404)
            let stolen = try await scene.carla.get(images.first?.url.string ?? "")
            #expect(stolen.status == 404)

            try await scene.act(scene.ana, id, "notes", #"{"text": "quer trocar a casa"}"#)
            try await scene.act(scene.ana, id, "tags", #"{"tag": "venda"}"#)
            let session = try await scene.session(scene.ana)
            #expect(session.protocol.string != nil)
            #expect(session.tags.elements.map(\.name.string) == ["Venda"])
            #expect(session.contact.name.string == "Maria Souza")
            #expect(Wire.kinds(try await scene.timeline(id)).contains("note"))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S12 the gallery keeps what was shared in the contact's earlier sessions`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let first = try await scene.id()
            try await scene.act(scene.ana, first, "start")
            try await scene.shares(AttendanceScene.picture("antes"), "image/png", as: "image")
            try await until("the image is there") {
                try await scene.gallery(first, "image/", scene.ana).count == 1
            }
            try await scene.act(scene.ana, first, "close")
            try await scene.writes("voltei")
            let second = try await scene.id()
            #expect(second != first)
            #expect(try await scene.gallery(second, "image/", scene.admin).count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S14 the composer sends text, emoji, images, files and recorded voice`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            try await scene.act(scene.ana, id, "messages", #"{"text": "bom dia"}"#)
            try await scene.act(scene.ana, id, "messages", #"{"text": "👍🏽"}"#)

            let image = try AttendanceScene.picture("planta")
            let paper = Data("%PDF-1.7 contrato".utf8)
            let voice = Data("OggS gravado no navegador".utf8)
            let picture = try await scene.attaches(scene.ana, image, "image/png", "planta.png")
            try await scene.act(
                scene.ana,
                id,
                "messages",
                #"{"text": "a planta", "media": ["\#(picture)"]}"#
            )
            for (bytes, type, name) in [
                (paper, "application/pdf", "contrato.pdf"), (voice, "audio/ogg", "voz.ogg"),
            ] {
                let file = try await scene.attaches(scene.ana, bytes, type, name)
                try await scene.act(scene.ana, id, "messages", #"{"media": ["\#(file)"]}"#)
            }
            try await until("all were sent") { scene.premises.provider.taken.count == 5 }

            let sent = try scene.sent()
            #expect(
                sent.map(\.type.string) == ["text", "text", "image", "document", "audio"]
            )
            #expect(sent[0].text.body.string == "bom dia")
            #expect(sent[1].text.body.string == "👍🏽")
            #expect(sent[2].image.caption.string == "a planta")
            #expect(sent[3].document.filename.string == "contrato.pdf")
            // What the contact gets are the very bytes that the agent chose or recorded.
            for (part, bytes) in [
                (sent[2].image, image), (sent[3].document, paper), (sent[4].audio, voice),
            ] {
                let form = scene.premises.provider.uploads[part.id.string ?? ""]
                #expect(form?.range(of: bytes) != nil)
            }
            let timeline = try await scene.timeline(id).map(\.message).filter { !$0.id.isNull }
            let files = timeline.flatMap(\.attachments.elements).map(\.name.string)
            #expect(files == ["voz.ogg", "contrato.pdf", "planta.png"])
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S14 a file that cannot be sent is refused clearly, and what was typed stays`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            let empty = try await scene.ana.call(
                "POST",
                "/api/v1/media?name=nada.png",
                Data(),
                headers: ["Content-Type": "image/png"]
            )
            #expect(empty.status == 422 && empty.json.code.string == "empty")
            // A file belongs to who put it into the composer.
            let image = try AttendanceScene.picture("minha")
            let file = try await scene.attaches(scene.bruno, image, "image/png", "minha.png")
            let refused = try await scene.refusal(
                scene.ana,
                id,
                "messages",
                #"{"media": ["\#(file)"]}"#
            )
            #expect(refused.field.string == "media")
            #expect(scene.premises.provider.taken.isEmpty)
        }
    }
}
