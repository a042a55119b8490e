extension Topic {
    /// Everything that the demo's contacts write about.
    static let library: [Topic] = sales + support + billing

    private static let greeting = Line.agent(
        "Olá, {contato}! Aqui é {agente}, tudo bem? 😊",
        "Oi, {contato}, {saudacao}! Sou {agente}, da Casa Horizonte. Como posso ajudar?",
        "Olá! Meu nome é {agente}, vou cuidar do seu atendimento."
    )

    private static let thanks = Line.contact(
        "Muito obrigada!",
        "Perfeito, obrigado 🙏",
        "Era isso mesmo. Valeu!",
        "Ótimo, agradeço a atenção",
        "Obrigado, {agente}. Bom trabalho!"
    )

    private static let farewell = Line.agent(
        "Nós é que agradecemos, {contato}. Tenha um ótimo dia!",
        "Por nada! Qualquer coisa é só chamar por aqui.",
        "Disponha! A Casa Horizonte agradece o contato. 💛"
    )

    private static let sales: [Topic] = [
        Topic(
            team: "vendas",
            tag: "orcamento",
            [
                .contact(
                    "Oi! Vocês têm {produto} a pronta entrega?",
                    "{saudacao}, queria saber o preço da {produto}",
                    "Vi a {produto} no site, ainda está em promoção?"
                ),
                greeting,
                .agent(
                    "Temos sim! Sai por {valor} à vista ou em até 10x sem juros.",
                    "Hoje ela está por {valor}, com frete grátis para a sua região."
                ),
                .contact(
                    "Entrega em {cidade}? Qual o prazo?",
                    "E o frete para o CEP {cep}?",
                    "Consegue um desconto no pix?"
                ),
                .agent(
                    "Para {cidade} o prazo é de 4 dias úteis depois da aprovação do pagamento.",
                    "No pix eu consigo 5 % de desconto para fechar hoje.",
                    "Consultei aqui: chega até {dia}, sem custo de frete."
                ),
                .contact(
                    "Fechado, pode mandar o link",
                    "Vou conversar em casa e retorno",
                    "Quero sim!"
                ),
                .agent(
                    "Segue o link do seu carrinho: https://loja.example/c/{pedido}",
                    "Combinado! Deixei o orçamento {pedido} reservado por 48 horas."
                ),
                thanks, farewell,
            ]
        ),
        Topic(
            team: "vendas",
            tag: "atacado",
            [
                .contact(
                    "{saudacao}, vocês vendem para empresas? Preciso de 40 unidades",
                    "Olá, como funciona a compra no atacado com CNPJ?"
                ),
                greeting,
                .agent(
                    "Vendemos sim! A partir de 20 unidades há tabela especial. Qual é o produto?"
                ),
                .contact(
                    "{produto}, para um escritório em {cidade}",
                    "Seria a {produto}, 40 peças"
                ),
                .agent(
                    "Certo. Para essa quantidade cada uma fica em {valor}, com entrega até {dia}.",
                    "Consigo {valor} por unidade e nota faturada para 28 dias."
                ),
                .contact(
                    "Pode mandar a proposta por aqui?",
                    "Preciso da proposta em PDF, por favor"
                ),
                .agent("Enviei a proposta {pedido}. Ela vale por dez dias."),
                thanks, farewell,
            ]
        ),
        Topic(
            team: "vendas",
            [
                .contact("Qual o horário da loja de {cidade} no sábado?", "A loja abre domingo?"),
                greeting,
                .agent("Aos sábados abrimos das 9h às 18h, e aos domingos das 10h às 16h."),
                .contact("E dá pra retirar lá o que comprei no site?", "Tem estacionamento?"),
                .agent("Tem sim! É só levar um documento com foto e o número do pedido."),
                thanks,
            ]
        ),
    ]

    private static let support: [Topic] = [
        Topic(
            team: "suporte",
            tag: "entrega",
            [
                .contact(
                    "Meu pedido {pedido} ainda não chegou 😕",
                    "{saudacao}. O rastreio do pedido {pedido} está parado há 5 dias",
                    "Cadê minha encomenda? Era pra ter chegado dia {dia}"
                ),
                greeting,
                .agent(
                    "Sinto muito pela demora. Vou verificar com a transportadora, só um instante.",
                    "Entendo. Pode me confirmar o CPF do titular da compra, por favor?"
                ),
                .contact("Claro, aguardo", "Ok", "É a segunda vez que isso acontece..."),
                .agent(
                    "Localizei: o pacote está no centro de {cidade} e sai para entrega em {dia}.",
                    "Houve um extravio no trecho. Vou enviar outro sem custo, chega até {dia}."
                ),
                .contact("Tem como mudar o endereço ainda?", "Está bem, vou aguardar então"),
                .agent(
                    "Consigo sim, basta me mandar o novo endereço completo com CEP.",
                    "Deixei um aviso no pedido e acompanho pessoalmente até chegar."
                ),
                thanks, farewell,
            ]
        ),
        Topic(
            team: "suporte",
            tag: "troca",
            [
                .contact(
                    "A {produto} chegou quebrada. O que eu faço?",
                    "Recebi a cor errada da {produto} 😡",
                    "Quero trocar a {produto}, não serviu no espaço"
                ),
                greeting,
                .agent(
                    "Poxa, desculpe por isso! Pode me enviar uma foto do produto e da embalagem?",
                    "Sem problema, a troca é gratuita em até 7 dias. Foi o pedido {pedido}?"
                ),
                .contact("Sim, esse mesmo", "Mandei as fotos agora", "Isso, comprei dia {dia}"),
                .agent(
                    "Obrigada! Gerei a coleta para {dia}, entre 8h e 18h. Basta deixar na caixa.",
                    "Aprovado. O código de postagem é LR{pedido}BR, vale por 10 dias."
                ),
                .contact("E o estorno demora quanto?", "Recebo a nova antes ou depois da coleta?"),
                .agent(
                    "A nova peça sai assim que a coleta for confirmada.",
                    "No cartão aparece em até duas faturas; no pix são 3 dias úteis."
                ),
                thanks, farewell,
            ]
        ),
        Topic(
            team: "suporte",
            tag: "montagem",
            [
                .contact(
                    "Faltou parafuso na {produto} 😅",
                    "O manual da {produto} não veio na caixa",
                    "Preciso de ajuda pra montar a {produto}"
                ),
                greeting,
                .agent(
                    "Te ajudo! Em que passo do manual você está?",
                    "Qual é o código na etiqueta?"
                ),
                .contact("No passo 6, a peça C não encaixa", "O código é {pedido}"),
                .agent(
                    "Nesse passo a peça C entra com a seta para baixo. Veja se encaixou.",
                    "Enviei o manual para o seu e-mail e um kit de parafusos, que chega até {dia}."
                ),
                .contact("Deu certo!! 🎉", "Agora foi", "Vou tentar e já aviso"),
                farewell,
            ]
        ),
        Topic(
            team: "suporte",
            [
                .contact(
                    "Não consigo entrar na minha conta",
                    "Esqueci a senha e o e-mail não chega"
                ),
                greeting,
                .agent("Vou reenviar o código. Confira também a caixa de spam, por favor."),
                .contact("Chegou agora, obrigado!", "Nada ainda...", "Entrei!"),
                .agent(
                    "Que bom! Posso ajudar em algo mais?",
                    "Reenviei para o outro e-mail do cadastro."
                ),
                thanks,
            ]
        ),
    ]

    private static let billing: [Topic] = [
        Topic(
            team: "financeiro",
            tag: "boleto",
            [
                .contact(
                    "Preciso da segunda via do boleto do pedido {pedido}",
                    "Meu boleto venceu ontem, consegue atualizar?",
                    "Não recebi o boleto deste mês"
                ),
                greeting,
                .agent("Claro! Gerei um novo no valor de {valor}, com vencimento em {dia}."),
                .agent("34191.79001 01043.510047 91020.150008 7 9150000{pedido}"),
                .contact("Recebi, vou pagar hoje", "Pode mandar por e-mail também?"),
                .agent(
                    "Enviado! A baixa acontece em até dois dias úteis.",
                    "Combinado, {contato}."
                ),
                thanks,
            ]
        ),
        Topic(
            team: "financeiro",
            tag: "cobranca",
            [
                .contact(
                    "Fui cobrada duas vezes na fatura: {valor} e {valor}",
                    "Cancelei o pedido {pedido} e a cobrança veio mesmo assim",
                    "Tem uma cobrança que não reconheço no meu cartão"
                ),
                greeting,
                .agent("Vamos resolver. Pode me dizer os quatro últimos números do cartão?"),
                .contact("Final 4412", "É o final 0937", "Prefiro não passar por aqui, pode ser?"),
                .agent(
                    "Localizei a cobrança em dobro. Pedi o estorno de {valor} agora mesmo.",
                    "Sem problema: com o número do pedido eu já consigo consultar."
                ),
                .contact(
                    "Em quantos dias volta?",
                    "Pedido {pedido}",
                    "Quero falar com um responsável"
                ),
                .agent(
                    "O banco leva de 5 a 10 dias úteis. Seu protocolo fica registrado aqui.",
                    "Entendo, vou transferir para a minha supervisora."
                ),
                thanks, farewell,
            ]
        ),
        Topic(
            team: "financeiro",
            tag: "nota-fiscal",
            [
                .contact("Preciso da nota fiscal do pedido {pedido}", "A NF veio com o CPF errado"),
                greeting,
                .agent("Enviei o PDF e o XML para o e-mail do cadastro. Chegou por aí?"),
                .contact("Chegou sim", "Ainda não", "Dá para corrigir o nome também?"),
                .agent(
                    "Ótimo! Se precisar da carta de correção, é só pedir.",
                    "Corrigido, {contato}."
                ),
                thanks,
            ]
        ),
    ]
}
