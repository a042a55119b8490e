internal import Foundation
internal import Store

extension DemoCompany {
    /// The settings of the WhatsApp channel, whose provider is a stand-in on this machine.
    func whatsAppSettings(_ api: String) -> ChannelConfiguration {
        let fields = [
            "accessToken": "{{secret:accessToken}}", "apiBase": api, "apiVersion": "v21.0",
            "appSecret": "{{secret:appSecret}}", "businessAccountId": Self.businessAccount,
            "phoneNumberId": whatsApp.account, "verifyToken": "{{secret:verifyToken}}",
        ]
        return ChannelConfiguration(
            json: Self.json(fields),
            secrets: [
                "accessToken": "demo-access-token", "appSecret": "demo-app-secret",
                "verifyToken": "demo-verify-token",
            ]
        )
    }

    /// The settings of the chat page.
    var webChatSettings: ChannelConfiguration {
        ChannelConfiguration(
            json: Self.json([
                "greeting": "Olá! 👋 Como podemos ajudar?", "language": "pt-BR",
                "title": "Casa Horizonte",
            ])
        )
    }

    private static func json(_ fields: [String: String]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
