import Paper

/// Reads what a plugin's process says: values of calls, and blocks of documents.
func readCarriage(_ bytes: [UInt8]) {
    guard let kind = bytes.first else { return }
    var carriage = Carriage(reading: Array(bytes.dropFirst()))
    do {
        switch kind % 7 {
        case 0: _ = try carriage.read(WebhookResult.self).checked()
        case 1: _ = try carriage.read(PollResult.self).checked()
        case 2: _ = try carriage.read(SendResult.self)
        case 3: _ = try carriage.read(ChannelTraits.self)
        case 4: _ = try carriage.read(OutboundMessage.self)
        case 5: _ = try carriage.read(PluginFailure.self)
        default: try readDocument(Array(bytes.dropFirst()))
        }
    } catch {
        return
    }
}

private func readDocument(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
        var decoder = BlockDecoder(bytes)
        while !decoder.isAtEnd { try decoder.block().check() }
    }
}
