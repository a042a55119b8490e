import Engine

/// Is why the server does not give what a plugin's process asked for.
struct Refused: Carried {
    static var blank: Refused { Refused(PluginFailure.blank) }

    private(set) var error: any Error

    init(_ error: any Error) { self.error = error }

    mutating func carry(in carriage: inout Carriage) throws {
        if carriage.isReading {
            error =
                try carriage.tag(0) == 1
                ? try carriage.read(ReportDataError.self) : try carriage.read(PluginFailure.self)
        } else if let trouble = error as? ReportDataError {
            _ = try carriage.tag(1)
            try carriage.write(trouble)
        } else {
            _ = try carriage.tag(0)
            try carriage.write(error as? PluginFailure ?? PluginFailure(.internal, "\(error)"))
        }
    }
}
