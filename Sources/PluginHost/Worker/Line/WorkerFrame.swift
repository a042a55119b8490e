/// Is one piece of talk between the server and a plugin's process.
///
/// On the line a frame is its length (of what follows the head, 4 bytes), its kind (1 byte), what it is
/// about (1 byte), two bytes of zero, the call (4 bytes) and the question within the call (4 bytes), then
/// what it carries.
struct WorkerFrame: Sendable {
    /// Says what a frame is.
    enum Kind: UInt8 {
        /// The server calls a function.
        case call = 1
        /// The server wants the call no more.
        case cancel = 2
        /// The server answers a question.
        case answer = 3
        /// The server has no answer to a question, and says why.
        case refusal = 4
        /// The call returned.
        case result = 5
        /// The call failed.
        case failure = 6
        /// The plugin asks the server for something.
        case question = 7
        /// The plugin tells the server something, without waiting.
        case news = 8
    }

    /// The bytes before what a frame carries.
    static let head = 16
    /// The most that a frame may carry: events of 64 MiB and their answer.
    static let maximum = 96 << 20

    var kind: Kind
    /// Which function, question or news.
    var subject: UInt8
    var call: UInt32
    var question: UInt32 = 0
    var bytes: [UInt8]
}

/// Names what the server may call in a plugin's process.
enum WorkerFunction: UInt8, Sendable {
    case start = 1
    case stop
    case check
    case openChannel
    case openReport
    case close
    case traits
    case webhook
    case send
    case poll
    case fetchMedia
    case resolve
    case sessionChanged
    case visitorPage
    case show
    case templates
    case render
}

/// Names what a plugin's process may ask of the server.
enum WorkerQuestion: UInt8, Sendable {
    case fetch = 1
    case fetchToBlob
    case stateRead
    case stateWrite
    case stateRemove
    case blobCreate
    case blobWrite
    case blobFinish
    case blobAbandon
    case blobInfo
    case blobRead
    case dataOpen
    case dataNext
    case measure
    /// Hands the next blocks of a document over; the answer is that they were taken.
    case blocks
    case dialOpen
    case dialRead
    case dialWrite
    case dialSecret
    case dialSecure
    case dialClose
}

/// Names what a plugin's process tells the server.
enum WorkerNews: UInt8, Sendable {
    case log = 1
    /// What became of a message, before its call returns.
    case outcome
    case document
    case progress
    case dataClose
}
