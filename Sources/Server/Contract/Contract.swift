/// Is what the document of the interface promises of each endpoint, for requests to be held to it.
struct Contract: Sendable {
    /// Is one method of one path.
    struct Operation: Sendable {
        /// The parameters by where they stand and their names.
        var parameters: [Parameter]

        /// The schema of a JSON body; `nil` where none is read.
        var body: JSONSchema?

        /// Whether there has to be a body.
        var needsBody: Bool

        /// What is answered, by status: three digits, or `default`.
        var answers: [String: JSON]
    }

    /// Is one parameter of an operation.
    struct Parameter: Sendable {
        var name: String
        var place: String
        var isRequired: Bool
        var schema: JSONSchema
    }

    /// The document.
    let document: JSON

    let operations: [String: Operation]

    /// Reads a document of OpenAPI 3.1; `nil` when it is none.
    init?(_ document: JSON) {
        guard case .object(let paths)? = document["paths"] else { return nil }
        var operations: [String: Operation] = [:]
        for path in paths {
            guard case .object(let methods) = path.value else { continue }
            for method in methods {
                let key = method.name.uppercased() + " " + path.name
                operations[key] = Self.operation(method.value, document)
            }
        }
        self.document = document
        self.operations = operations
    }

    /// The operation of a method on a route, such as `GET` on `/api/v1/teams/{id}`.
    func operation(_ method: String, _ route: String) -> Operation? {
        operations[(method == "HEAD" ? "GET" : method) + " " + route]
    }

    /// The schema of a part of the document, with its references resolved.
    func schema(_ part: JSON) -> JSONSchema {
        JSONSchema(schema: part, document: document)
    }

    /// What an answer of the operation with a status looks like; references are followed.
    func answer(_ status: Int, of operation: Operation) -> JSON? {
        operation.answers[String(status)] ?? operation.answers["default"]
    }

    private static func operation(_ json: JSON, _ document: JSON) -> Operation {
        var parameters: [Parameter] = []
        if case .array(let list)? = json["parameters"] {
            for entry in list {
                let parameter = follow(entry, document)
                guard let name = parameter["name"]?.text, let place = parameter["in"]?.text else {
                    continue
                }
                parameters.append(
                    Parameter(
                        name: name,
                        place: place,
                        isRequired: parameter["required"] == true,
                        schema: JSONSchema(
                            schema: parameter["schema"] ?? .bool(true),
                            document: document
                        )
                    )
                )
            }
        }
        let request = json["requestBody"].map { follow($0, document) }
        let schema = request?["content"]?["application/json"]?["schema"]
        var answers: [String: JSON] = [:]
        if case .object(let list)? = json["responses"] {
            for entry in list { answers[entry.name] = follow(entry.value, document) }
        }
        return Operation(
            parameters: parameters,
            body: schema.map { JSONSchema(schema: $0, document: document) },
            needsBody: request?["required"] == true,
            answers: answers
        )
    }

    private static func follow(_ part: JSON, _ document: JSON) -> JSON {
        guard let target = part["$ref"]?.text else { return part }
        return target.split(separator: "/").dropFirst()
            .reduce(document as JSON?) { $0?[String($1)] } ?? part
    }
}
