// The emoji that agents use, each with its names.

/** @type {Record<string, [string, string][]>} */
export const groups = {
    faces: [
        ['😀', 'sorriso smile'], ['😃', 'feliz happy'], ['😄', 'alegre joy'], ['😁', 'radiante grin'], ['😅', 'alívio suor relief sweat'],
        ['😂', 'rindo chorando laugh tears'], ['🤣', 'gargalhada rolling laugh'], ['😊', 'contente blush'], ['🙂', 'leve sorriso slight smile'],
        ['😉', 'piscada wink'], ['😍', 'apaixonado love eyes'], ['🥰', 'carinho love'], ['😘', 'beijo kiss'], ['😋', 'delícia yummy'],
        ['😎', 'óculos cool sunglasses'], ['🤩', 'uau star eyes wow'], ['🥳', 'festa party'], ['🤗', 'abraço hug'], ['🤔', 'pensando thinking'],
        ['🤨', 'desconfiado suspicious'], ['😐', 'neutro neutral'], ['😬', 'nervoso grimace'], ['🙄', 'revirar olhos roll eyes'], ['😴', 'dormindo sleep'],
        ['😕', 'confuso confused'], ['😟', 'preocupado worried'], ['😔', 'triste pensativo sad pensive'], ['😢', 'choro cry'], ['😭', 'chorando sob'],
        ['😱', 'susto scream'], ['😳', 'envergonhado flushed'], ['😡', 'bravo angry'], ['🤒', 'doente febre sick fever'], ['🤯', 'explodindo mind blown'],
        ['🥺', 'por favor pleading'], ['😇', 'anjo angel'], ['🤫', 'silêncio quiet'], ['🫡', 'às ordens salute'],
    ],
    hands: [
        ['👍', 'joinha positivo thumbs up'], ['👎', 'negativo thumbs down'], ['👌', 'ok perfeito'], ['✌️', 'paz vitória peace'], ['🤞', 'torcendo fingers crossed'],
        ['👏', 'palmas clap'], ['🙌', 'viva hooray'], ['🙏', 'obrigado por favor thanks please'], ['🤝', 'acordo handshake deal'], ['💪', 'força strong'],
        ['👋', 'oi tchau wave hello'], ['🤙', 'me liga call me'], ['👉', 'direita point right'], ['👈', 'esquerda point left'], ['👇', 'abaixo point down'],
        ['☝️', 'um acima point up'], ['✍️', 'escrevendo writing'], ['🫶', 'coração mãos heart hands'], ['👀', 'olhos eyes'], ['🙋', 'levantar mão raising hand'],
        ['🤷', 'não sei shrug'], ['🤦', 'ai facepalm'], ['👩‍💻', 'atendente computador technologist'], ['👨‍🔧', 'técnico mechanic'], ['🧑‍⚕️', 'saúde health worker'],
        ['👨‍👩‍👧', 'família family'],
    ],
    hearts: [
        ['❤️', 'coração vermelho red heart'], ['🧡', 'coração laranja orange heart'], ['💛', 'coração amarelo yellow heart'], ['💚', 'coração verde green heart'],
        ['💙', 'coração azul blue heart'], ['💜', 'coração roxo purple heart'], ['🖤', 'coração preto black heart'], ['🤍', 'coração branco white heart'],
        ['💔', 'coração partido broken heart'], ['💕', 'corações two hearts'], ['✨', 'brilho sparkles'], ['🌟', 'estrela star'], ['⭐', 'estrela star'],
        ['🔥', 'fogo fire'], ['🎉', 'comemoração party popper'], ['🎊', 'confete confetti'], ['🎁', 'presente gift'], ['🎂', 'aniversário birthday cake'],
        ['💐', 'flores flowers'], ['🌹', 'rosa rose'],
    ],
    things: [
        ['📦', 'pacote pedido package'], ['🚚', 'entrega caminhão delivery truck'], ['🛒', 'carrinho compras cart'], ['🛍️', 'sacolas shopping'], ['💳', 'cartão credit card'],
        ['💰', 'dinheiro money'], ['💵', 'nota dinheiro cash'], ['🧾', 'nota fiscal recibo receipt'], ['📄', 'documento page'], ['📎', 'anexo clip'],
        ['📅', 'calendário calendar'], ['🗓️', 'agenda calendar'], ['⏰', 'alarme hora alarm'], ['⏳', 'aguarde hourglass wait'], ['📍', 'local pin location'],
        ['🏠', 'casa home'], ['🏢', 'empresa office'], ['🏦', 'banco bank'], ['📞', 'telefone phone'], ['📱', 'celular mobile'],
        ['💻', 'computador laptop'], ['📧', 'e-mail'], ['✉️', 'carta envelope'], ['📷', 'foto câmera camera'], ['🎧', 'fone atendimento headphones'],
        ['🔒', 'seguro cadeado lock'], ['🔑', 'chave senha key'], ['🔧', 'ferramenta wrench'], ['💡', 'ideia light bulb'], ['📢', 'anúncio announcement'],
        ['☕', 'café coffee'], ['🍕', 'pizza'], ['🚗', 'carro car'], ['✈️', 'avião viagem plane travel'], ['☀️', 'sol sun'], ['🌧️', 'chuva rain'],
    ],
    signs: [
        ['✅', 'certo feito done check'], ['☑️', 'marcado check'], ['❌', 'errado não cross'], ['⚠️', 'atenção warning'], ['❗', 'exclamação exclamation'],
        ['❓', 'pergunta question'], ['ℹ️', 'informação information'], ['🔴', 'vermelho red'], ['🟡', 'amarelo yellow'], ['🟢', 'verde green'],
        ['🔵', 'azul blue'], ['➡️', 'seta direita arrow right'], ['⬅️', 'seta esquerda arrow left'], ['⬆️', 'seta cima arrow up'], ['⬇️', 'seta baixo arrow down'],
        ['🔄', 'trocar atualizar refresh'], ['🆗', 'ok'], ['🆕', 'novo new'], ['🔝', 'topo top'], ['💯', 'cem hundred'],
        ['1️⃣', 'um one'], ['2️⃣', 'dois two'], ['3️⃣', 'três three'], ['4️⃣', 'quatro four'], ['5️⃣', 'cinco five'],
        ['🇧🇷', 'brasil brazil'],
    ],
};
