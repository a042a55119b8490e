/// Names what the demo's server says by itself, as a contact recognises it.
enum DemoPhrase: CaseIterable {
    case enteredQueue
    case nobodyAvailable
    case serviceStarted
    case transferred
    case aboutToClose
    case closed
    case rating
    case closedByFlow
    case nudgedByFlow
    case afterHours

    /// Words that are in this text and in no other.
    private var mark: String {
        switch self {
        case .enteredQueue: "Você está na fila de"
        case .nobodyAvailable: "estão em pausa. Você continua na fila"
        case .serviceStarted: "vai atender você agora"
        case .transferred: "Seu atendimento foi transferido para"
        case .aboutToClose: "este atendimento será encerrado"
        case .closed: "Atendimento encerrado. Seu protocolo é"
        case .rating: "que nota você dá"
        case .closedByFlow: "Quando precisar, é só chamar"
        case .nudgedByFlow: "Escolha uma das opções"
        case .afterHours: "A loja já fechou, mas por aqui"
        }
    }

    /// Recognises a text; `nil` for what a person or the menu says.
    init?(_ text: String) {
        guard let phrase = Self.allCases.first(where: { text.contains($0.mark) }) else {
            return nil
        }
        self = phrase
    }
}
