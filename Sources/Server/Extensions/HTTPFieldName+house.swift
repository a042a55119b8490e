internal import HTTPTypes

extension HTTPField.Name {
    /// The header `X-Request-Id`, by its name.
    static var requestID: Self { name("X-Request-Id") }
    /// The header `X-Forwarded-For`, by its name.
    static var forwardedFor: Self { name("X-Forwarded-For") }
    /// The header `X-Forwarded-Proto`, by its name.
    static var forwardedProto: Self { name("X-Forwarded-Proto") }
    /// The header `X-CSRF-Token`, by its name.
    static var csrfToken: Self { name("X-CSRF-Token") }
    /// The header `X-Visitor-Token`, by its name.
    static var visitorToken: Self { name("X-Visitor-Token") }
    /// The header `Idempotency-Key`, by its name.
    static var idempotencyKey: Self { name("Idempotency-Key") }
    /// The header that says that an answer was given before.
    static var idempotencyReplayed: Self { name("Idempotency-Replayed") }
    /// The header `Last-Event-ID`, by its name.
    static var lastEventID: Self { name("Last-Event-ID") }
    /// The header `Referrer-Policy`, by its name.
    static var referrerPolicy: Self { name("Referrer-Policy") }
    /// The header `Permissions-Policy`, by its name.
    static var permissionsPolicy: Self { name("Permissions-Policy") }
    /// The header `X-Frame-Options`, by its name.
    static var frameOptions: Self { name("X-Frame-Options") }
    /// The header by which a proxy is told to pass a stream on at once.
    static var accelBuffering: Self { name("X-Accel-Buffering") }
    /// The header `Sec-Fetch-Site`, by its name.
    static var fetchSite: Self { name("Sec-Fetch-Site") }

    private static func name(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("\(name) is a header's name") }
        return name
    }
}
