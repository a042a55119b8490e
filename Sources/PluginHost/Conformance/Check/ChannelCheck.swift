import Foundation
import Glibc

/// Runs the tests of a channel.
struct ChannelCheck {
    /// How many broken forms of each fixture are tried.
    private static let mutations = 400
    /// How often an account is opened.
    private static let openings = 1_000
    /// What a thousand openings may leave behind, in bytes: the host and the allocator themselves take
    /// some 7 MiB.
    private static let leftovers = 12 << 20

    let room: CheckRoom
    let feature: FeatureListing
    let account: ChannelAccount

    init(_ room: CheckRoom, _ id: String) throws {
        self.room = room
        feature = try room.feature(id)
        account = try room.account(feature)
    }

    private var folder: URL { room.folder.appending(path: "Fixtures") }

    func open() async throws -> any ChannelPort {
        try await room.catalogue.openChannel(feature.manifest.id, account)
    }

    /// Reads the project's fixtures, by name.
    func load() throws -> [(name: String, fixture: ChannelFixture)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            (name, try ChannelFixture(file: folder.appending(path: name)))
        }
    }

    /// Each fixture brings what it says.
    func fixtures() async throws -> [String] {
        room.answerWell()
        return try await ChannelConformance(
            room.catalogue,
            channel: feature.manifest.id,
            account: account,
            now: CheckRoom.now
        )
        .run(fixtures: folder.path, mutations: 0)
    }

    /// Broken forms of the fixtures are survived.
    func mutations(seed: UInt64) async throws -> [String] {
        room.answerWell()
        let port = try await open()
        for (index, (name, fixture)) in try load().enumerated() {
            var mutation = Mutation(seed: seed &+ UInt64(index))
            for _ in 0..<Self.mutations {
                var request = fixture.request(now: CheckRoom.now)
                mutation.apply(to: &request.body)
                if let finding = await survive(request, port) {
                    return ["\(name), broken with seed \(seed): \(finding)"]
                }
            }
        }
        return []
    }

    /// Difficult letters are survived, both ways.
    func letters() async throws -> [String] {
        room.answerWell()
        let port = try await open()
        for (name, fixture) in try load() {
            let request = fixture.request(now: CheckRoom.now)
            for letters in Letters.difficult {
                for body in Self.replaceTexts(in: request.body, by: letters) {
                    var changed = request
                    changed.body = body
                    if let finding = await survive(changed, port) {
                        return ["\(name) with \(Self.shown(letters)): \(finding)"]
                    }
                }
            }
        }
        for letters in Letters.difficult {
            room.keep(Array(letters.utf8))
            _ = await port.send(message(letters))
            if let finding = await isAlive(port) {
                return ["sending \(Self.shown(letters)): \(finding)"]
            }
        }
        room.forgetInput()
        return []
    }

    /// Opening and closing leaves nothing behind.
    func openings() async throws -> [String] {
        var before = 0
        for count in 0..<(Self.openings + 200) {
            if count == 200 { before = Self.memory() }
            let port = try await open()
            _ = try await port.traits()
            await port.close()
        }
        let growth = Self.memory() - before
        guard growth > Self.leftovers else { return [] }
        return [
            "\(Self.openings) openings left \(growth / 1_024) KiB behind: does destroy free all?"
        ]
    }

    /// An error of the plugin is right, a hang is not.
    private func survive(_ request: WebhookRequest, _ port: any ChannelPort) async -> String? {
        room.keep(request.body)
        do {
            _ = try await port.webhook(request)
        } catch let failure as PluginFailure {
            if failure.isLostThread || failure.class == .disabled { return "\(failure)" }
        } catch {
            return "\(error)"
        }
        room.forgetInput()
        return nil
    }

    /// Says whether an account still answers; a thread that was lost takes it along.
    func isAlive(_ port: any ChannelPort) async -> String? {
        do {
            _ = try await port.traits()
            return nil
        } catch {
            return "afterwards the account does not answer: \(error)"
        }
    }

    /// A message as the host would send it.
    func message(_ text: String = "Olá, tudo bem?") -> OutboundMessage {
        var message = OutboundMessage(
            idempotencyKey: "check-1",
            author: .agent,
            conversation: "+5511987654321",
            text: text
        )
        message.authorName = "Ana"
        message.session = "s1"
        message.protocolNumber = "2026-1"
        message.identities = [ChannelIdentity(kind: .phone, value: "+5511987654321")]
        message.lastInbound = CheckRoom.now - 60_000
        return message
    }

    /// The memory that this process uses, in bytes.
    private static func memory() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    private static func shown(_ letters: String) -> String {
        let scalars = letters.unicodeScalars.prefix(8).map { "U+" + String($0.value, radix: 16) }
        return scalars.joined(separator: " ") + (letters.unicodeScalars.count > 8 ? " …" : "")
    }

    /// Puts letters into the place of each text of a JSON body in turn; at the end of another body.
    private static func replaceTexts(in body: [UInt8], by letters: String) -> [[UInt8]] {
        guard let root = try? JSONSerialization.jsonObject(with: Data(body)) else {
            return [body + Array(letters.utf8), Array(letters.utf8) + body]
        }
        var bodies: [[UInt8]] = []
        var count = 0
        repeat {
            var left = count
            let changed = replace(root, &left, by: letters)
            guard left < 0, let data = try? JSONSerialization.data(withJSONObject: changed) else {
                break
            }
            bodies.append([UInt8](data))
            count += 1
        } while count < 40
        return bodies
    }

    private static func replace(_ value: Any, _ left: inout Int, by letters: String) -> Any {
        if let object = value as? [String: Any] {
            var changed = object
            for key in object.keys.sorted() {
                if let old = object[key] { changed[key] = replace(old, &left, by: letters) }
            }
            return changed
        }
        if let list = value as? [Any] { return list.map { replace($0, &left, by: letters) } }
        guard value is String else { return value }
        left -= 1
        return left == -1 ? letters : value
    }
}
