/// Names what is fixed in every demo.
public enum DemoNames {
    /// The channel whose provider is the stand-in.
    public static let whatsAppChannel = "whatsapp-demo"

    /// What the tokens of agents who work by themselves are called.
    public static let colleagueToken = "demo colleague"
}
