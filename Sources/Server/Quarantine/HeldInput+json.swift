internal import Engine
internal import Foundation
internal import Store

extension HeldInput {
    /// The input as lists of the API show it: without what came.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "kind": .text(kind.rawValue),
            "channel": directory.reference(channel), "receivedAt": .text(receivedAt.text),
            "quarantinedAt": .text(quarantinedAt?.text), "size": .integer(size),
            "message": .text(message?.description), "failures": .count(failures),
            "deaths": .count(deaths.count), "problem": .text(problem),
            "erased": .bool(isErased),
        ]
    }

    /// The input with its evidence and what came, for whoever may read contacts' words.
    func detail(_ directory: Directory) -> JSON {
        json(directory).adding([
            "evidence": .list(deaths, \.json),
            "request": kind == .webhook && !isErased ? request.json : .null,
        ])
    }
}

extension PluginDeath {
    /// The end of the process as the API shows it.
    var json: JSON {
        [
            "at": .text(at.text), "reason": .text(reason),
            "signal": signal.map { .integer(Int64($0)) } ?? .null,
            "exitCode": exitCode.map { .integer(Int64($0)) } ?? .null,
            "function": .text(function), "hostCalls": .list(hostCalls) { .text($0) },
            "output": .text(output), "backtrace": .text(backtrace),
        ]
    }
}

extension RawRequest {
    /// The body as text; `nil` when it is none.
    var text: String? { String(validating: body, as: UTF8.self) }

    /// The request as the API shows it.
    var json: JSON {
        [
            "method": .text(method), "path": .text(path), "query": .text(query),
            "headers": .list(headers) { ["name": .text($0.name), "value": .text($0.value)] },
            "body": .text(text ?? Data(body).base64EncodedString()),
            "encoding": .text(text == nil ? "base64" : "utf-8"),
        ]
    }
}
