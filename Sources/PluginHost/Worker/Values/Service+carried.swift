extension OutgoingRequest: Carried {
    static var blank: OutgoingRequest {
        OutgoingRequest(method: "", url: "", headers: [], pieces: [], timeout: 0)
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&method)
        try carriage.carry(&url)
        try carriage.carry(&headers)
        try carriage.carry(&pieces)
        try carriage.carry(&timeout)
    }
}

extension OutgoingRequest.Piece: Carried {
    static var blank: OutgoingRequest.Piece { .bytes([]) }

    mutating func carry(in carriage: inout Carriage) throws {
        if carriage.isReading {
            switch try carriage.tag(0) {
            case 0:
                var bytes: [UInt8] = []
                try carriage.carry(&bytes)
                self = .bytes(bytes)
            case 1:
                var id = ""
                try carriage.carry(&id)
                self = .blob(id)
            case let tag: throw CarriageError("\(tag) is no piece of a body")
            }
            return
        }
        switch self {
        case .bytes(var bytes):
            _ = try carriage.tag(0)
            try carriage.carry(&bytes)
        case .blob(var id):
            _ = try carriage.tag(1)
            try carriage.carry(&id)
        }
    }
}

extension DialOrder: Carried {
    static var blank: DialOrder { DialOrder(host: "", port: 0, isSecure: false, timeout: 0) }

    /// Whether it may be a private address is the server's to say.
    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&host)
        try carriage.carry(&port)
        try carriage.carry(&isSecure)
        try carriage.carry(&timeout)
    }
}

extension FetchedAnswer: Carried {
    static var blank: FetchedAnswer { FetchedAnswer(status: 0, headers: [], body: []) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&status)
        try carriage.carry(&headers)
        try carriage.carry(&body)
        try carriage.carry(&blob)
    }
}

extension BlobInfo: Carried {
    static var blank: BlobInfo { BlobInfo(id: "", mime: "", fileName: "", sha256: "", length: 0) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&id)
        try carriage.carry(&mime)
        try carriage.carry(&fileName)
        try carriage.carry(&sha256)
        try carriage.carry(&length)
    }
}
