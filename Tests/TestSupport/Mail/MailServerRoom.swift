internal import Dispatch
public import Foundation
internal import Glibc

/// Is a real mail server (Exim) of a test's own, on ports of this machine, with one mailbox for all.
///
/// It takes mail for anyone but `nobody` (550), for `later` only once `letIn()` was called (451), and
/// for `locked` only from who logged in as `conta` with `segredo`. Its certificate is for `localhost`.
public final class MailServerRoom: Sendable {
    /// The folder with everything of it.
    public let folder: URL

    /// The port that begins in the open, and offers TLS.
    public let port: Int

    /// The port with TLS from the beginning.
    public let securePort: Int

    private let process: Process
    private let ended = DispatchSemaphore(value: 0)

    /// The certificate, which vouches for itself, in PEM.
    public var certificate: String {
        get throws { try String(contentsOf: folder.appending(path: "cert.pem"), encoding: .utf8) }
    }

    /// Starts a server and waits until it listens.
    public init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "mail-\(UUID().uuidString)")
        for name in ["spool", "log", "mail"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name),
                withIntermediateDirectories: true
            )
        }
        (port, securePort) = try LocalPort.freePair()
        let subject = "/CN=localhost"
        try Self.run(
            "/usr/bin/openssl",
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", subject]
                + ["-addext", "subjectAltName=DNS:localhost"]
                + ["-keyout", folder.path + "/key.pem", "-out", folder.path + "/cert.pem"]
        )
        let configuration = folder.appending(path: "exim.conf")
        try Data(Self.words(folder.path, port, securePort).utf8).write(to: configuration)
        process = Process()
        let daemon = ["/usr/sbin/exim4", "-C", configuration.path, "-bdf"]
        if geteuid() == 0 {
            // It gives its privileges up by itself only for its own configuration.
            try Self.run("/bin/chown", ["-R", "Debian-exim:Debian-exim", folder.path])
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments =
                ["--reuid", "Debian-exim", "--regid", "Debian-exim", "--clear-groups"] + daemon
        } else {
            process.executableURL = URL(filePath: daemon[0])
            process.arguments = Array(daemon.dropFirst())
        }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        guard LocalPort.wait(for: port, milliseconds: 10_000) else { throw NotListening() }
    }

    deinit {
        // It inherits a thread's blocked signals, so asking it to end is not heard; and
        // `waitUntilExit` turns for ever on a thread whose run loop is empty.
        _ = kill(process.processIdentifier, SIGKILL)
        ended.wait()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Lets mail for `later` in from now on.
    public func letIn() throws {
        try Data().write(to: folder.appending(path: "let-in"))
    }

    /// Waits until there are so many mails, and gives them as the server stored them, oldest first.
    public func mails(_ count: Int) async throws -> [URL] {
        let box = folder.appending(path: "mail/new")
        for _ in 0..<400 {
            let found = try? FileManager.default.contentsOfDirectory(
                at: box,
                includingPropertiesForKeys: nil
            )
            if let found, found.count >= count {
                return found.sorted { $0.lastPathComponent < $1.lastPathComponent }
            }
            try await ContinuousClock().sleep(for: .milliseconds(25))
        }
        let log = try? String(contentsOf: folder.appending(path: "log/mainlog"), encoding: .utf8)
        throw Missing(log: log ?? "")
    }

    /// Reads a mail with another language's parser.
    public static func read(_ mail: URL) throws -> ReadMail {
        let output = try run("/usr/bin/python3", ["-c", reader, mail.path])
        return try JSONDecoder().decode(ReadMail.self, from: output)
    }

    /// Says that the server did not begin to listen.
    public struct NotListening: Error {}

    /// Says that mails did not arrive, with what the server wrote down.
    public struct Missing: Error {
        /// The server's log.
        public var log: String
    }

    @discardableResult
    private static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        ended.wait()
        guard process.terminationStatus == 0 else { throw NotListening() }
        return bytes
    }

    private static let reader = """
        import sys, json, hashlib, email, email.policy
        message = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        defects = [str(d) for part in message.walk() for d in part.defects]
        files = [{'name': p.get_filename(), 'type': p.get_content_type(),
                  'bytes': len(p.get_payload(decode=True)),
                  'start': p.get_payload(decode=True)[:5].hex(),
                  'sha256': hashlib.sha256(p.get_payload(decode=True)).hexdigest()}
                 for p in message.iter_attachments()]
        body = message.get_body(('plain',))
        print(json.dumps({'headers': sorted(message.keys()), 'from': str(message['From']),
            'to': str(message['To']), 'subject': str(message['Subject']),
            'messageID': str(message['Message-Id']).strip('<>'),
            'envelope': str(message['Envelope-To']), 'text': body.get_content(),
            'automatic': str(message['Auto-Submitted']),
            'language': str(message['Content-Language']), 'files': files, 'defects': defects}))
        """

    private static func words(_ folder: String, _ port: Int, _ securePort: Int) -> String {
        """
        primary_hostname = mail.example.com
        spool_directory = \(folder)/spool
        log_file_path = \(folder)/log/%slog
        pid_file_path = \(folder)/pid
        local_interfaces = 127.0.0.1.\(port) : 127.0.0.1.\(securePort)
        tls_on_connect_ports = \(securePort)
        tls_advertise_hosts = *
        tls_certificate = \(folder)/cert.pem
        tls_privatekey = \(folder)/key.pem
        auth_advertise_hosts = *
        deliver_drop_privilege = true
        keep_environment =
        host_lookup =
        rfc1413_hosts =
        never_users =
        acl_smtp_rcpt = recipient
        acl_smtp_data = accept
        message_size_limit = 30M
        begin acl
        recipient:
          deny message = No such person here
            local_parts = nobody
          defer message = Greylisted, come back later
            local_parts = later
            condition = ${if !exists{\(folder)/let-in}}
          deny message = Log in first
            local_parts = locked
            !authenticated = *
          accept
        begin routers
        everyone:
          driver = accept
          transport = box
        begin transports
        box:
          driver = appendfile
          directory = \(folder)/mail
          maildir_format
          create_directory
          envelope_to_add
        begin retry
        * * F,1h,1m
        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_condition = ${if and{{eq{$auth2}{conta}}{eq{$auth3}{segredo}}}}
          server_set_id = $auth2
          server_advertise_condition = yes

        """
    }
}

/// Is a mail as Python's parser read it.
public struct ReadMail: Sendable, Decodable {
    /// Is a file that came with it.
    public struct File: Sendable, Decodable {
        /// The name.
        public var name: String
        /// The media type.
        public var type: String
        /// The count of bytes.
        public var bytes: Int
        /// The first five bytes in hexadecimal.
        public var start: String
        /// The SHA-256 of the bytes.
        public var sha256: String
    }

    /// The names of the headers, sorted.
    public var headers: [String]
    /// The sender.
    public var from: String
    /// The recipient in the header.
    public var to: String
    /// The subject.
    public var subject: String
    /// The id, without angle brackets.
    public var messageID: String
    /// Whom the server delivered it to.
    public var envelope: String
    /// The words.
    public var text: String
    /// What says that a machine wrote it.
    public var automatic: String
    /// The language.
    public var language: String
    /// The files.
    public var files: [File]
    /// What the parser found wrong.
    public var defects: [String]
}
