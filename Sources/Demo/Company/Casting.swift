/// Makes up the people who write to the demo's company.
struct Casting: Sendable {
    /// Is a person who does not exist.
    struct Person: Sendable, Hashable {
        /// The name that the person goes by.
        var name: String
        /// The telephone as E.164 digits without the plus.
        var phone: String
    }

    private static let given = [
        "Adriana", "Alice", "Amanda", "André", "Antônio", "Arthur", "Beatriz", "Benício",
        "Bianca", "Caio", "Camila", "Cecília", "Cláudia", "Conceição", "Cristiano", "Daniela",
        "Davi", "Débora", "Eduardo", "Elaine", "Enzo", "Fábio", "Fernanda", "Flávia", "Francisco",
        "Gabriel", "Gabriela", "Gustavo", "Helena", "Henrique", "Iara", "Igor", "Isabela",
        "Jéssica",
        "João", "Joaquim", "Jorge", "José", "Júlia", "Juliana", "Karina", "Larissa", "Laura",
        "Leandro", "Letícia", "Lívia", "Lucas", "Luíza", "Manuela", "Marcelo", "Márcia", "Marcos",
        "Maria", "Mariana", "Mateus", "Miguel", "Natália", "Otávio", "Patrícia", "Paulo", "Pedro",
        "Priscila", "Rafael", "Raíssa", "Renata", "Ricardo", "Roberta", "Rodrigo", "Rosângela",
        "Samuel", "Sandra", "Sebastião", "Sílvia", "Simone", "Sônia", "Tatiane", "Thiago",
        "Valentina", "Vanessa", "Vera", "Vinícius", "Vitória", "Yasmin", "Zuleica",
    ]

    private static let family = [
        "Albuquerque", "Almeida", "Alves", "Andrade", "Araújo", "Assunção", "Barbosa", "Barros",
        "Batista", "Borges", "Brandão", "Brito", "Campos", "Cardoso", "Carvalho", "Castro",
        "Coelho", "Correia", "Costa", "Cunha", "Dias", "Domingues", "Duarte", "Esteves", "Farias",
        "Ferreira", "Figueiredo", "Fonseca", "Freitas", "Gomes", "Gonçalves", "Guimarães",
        "Lacerda", "Leite", "Lima", "Lopes", "Macedo", "Machado", "Magalhães", "Marques",
        "Martins", "Melo", "Mendonça", "Monteiro", "Moraes", "Moreira", "Moura", "Nascimento",
        "Neves", "Nogueira", "Nunes", "Oliveira", "Pacheco", "Paiva", "Peixoto", "Pereira",
        "Pinheiro", "Pires", "Queiroz", "Ramos", "Rezende", "Ribeiro", "Rocha", "Rodrigues",
        "Sampaio", "Santana", "Santos", "Silva", "Silveira", "Soares", "Souza", "Tavares",
        "Teixeira", "Vasconcelos", "Vieira", "Xavier",
    ]

    /// The prefixes of states' capitals and their surroundings.
    private static let areas = [
        "11", "11", "11", "19", "21", "21", "27", "31", "41", "47", "48", "51", "61", "62", "71",
        "81", "85", "91", "92",
    ]

    /// The people, each with a telephone of their own.
    let people: [Person]

    /// Makes up so many people.
    init(count: Int, using generator: inout SeededGenerator) {
        var people: [Person] = []
        people.reserveCapacity(count)
        for index in 0..<count {
            let first = generator.pick(Self.given)
            var name = first + " " + generator.pick(Self.family)
            if generator.chance(0.35) { name += " " + generator.pick(Self.family) }
            if generator.chance(0.06) { name = first + " 🌻" }
            // Numbers that begin with 9 0000 are given to nobody.
            let line = String(90_000_0000 + index)
            people.append(Person(name: name, phone: "55" + generator.pick(Self.areas) + line))
        }
        self.people = people
    }
}
