public import Store

extension BoardDefinition {
    /// The whole operation at a glance.
    public static let operation = made("operacao", "Operação")

    /// The boards that every installation has, and that nobody changes.
    public static let ready: [BoardDefinition] = [
        operation, made("equipe", "Equipes"), made("canais", "Canais"),
        made("agentes", "Agentes"),
    ]

    private static func made(_ slug: String, _ title: String) -> BoardDefinition {
        BoardDefinition(
            slug: slug,
            title: title,
            report: "wallboard",
            parameters: "{\"board\":\"\(slug)\"}"
        )
    }
}
