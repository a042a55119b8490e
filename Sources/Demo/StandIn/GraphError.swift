internal import Foundation

/// Is an error of the Cloud API, written as the provider writes it.
struct GraphError: Error, Sendable, Hashable {
    var status = 400
    var code: Int
    var message: String
    var details = ""

    /// The body of the answer.
    var body: JSON {
        var error: [String: JSON] = [
            "message": .text("(#\(code)) \(message)"),
            "type": "OAuthException",
            "code": .number(Double(code)),
            "fbtrace_id": .text("A" + String(message.utf8.count, radix: 16) + "demo"),
        ]
        if !details.isEmpty {
            error["error_data"] = ["messaging_product": "whatsapp", "details": .text(details)]
        }
        return ["error": .object(error)]
    }

    static let badToken = GraphError(
        status: 401,
        code: 190,
        message: "Invalid OAuth access token - Cannot parse access token"
    )

    static let windowOver = GraphError(
        code: 131047,
        message: "Re-engagement message",
        details: """
            Message failed to send because more than 24 hours have passed since the customer last \
            replied to this number.
            """
    )

    static func missingObject(_ id: String) -> GraphError {
        GraphError(
            code: 100,
            message: """
                Unsupported request. Object with ID '\(id.prefix(64))' does not exist, cannot be loaded \
                due to missing permissions, or does not support this operation
                """
        )
    }

    static func parameter(_ details: String) -> GraphError {
        GraphError(code: 100, message: "Invalid parameter", details: details)
    }

    static func unknownTemplate(_ name: String, _ language: String) -> GraphError {
        GraphError(
            status: 404,
            code: 132001,
            message: "Template name does not exist in the translation",
            details: "template name (\(name)) does not exist in \(language)"
        )
    }

    static func parameterCount(expected: Int, given: Int) -> GraphError {
        GraphError(
            code: 132000,
            message: "Number of parameters does not match the expected number of params",
            details: """
                body: number of localizable_params (\(given)) does not match the expected number of \
                params (\(expected))
                """
        )
    }
}
