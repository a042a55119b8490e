/// Asks the floor to change.
public enum Command: Sendable, Hashable {
    /// A channel heard something.
    case receive(Inbound)
    /// An agent takes a waiting session.
    case start(ID<Session>)
    /// A person moves a session to a team, or within a team to one agent.
    case transfer(ID<Session>, to: TransferTarget)
    /// A person ends a session.
    case close(ID<Session>)
    /// A person puts a label on a session.
    case addTag(ID<Session>, ID<Tag>)
    /// A person takes a label off a session.
    case removeTag(ID<Session>, ID<Tag>)
    /// A person writes to the contact of a session.
    case send(ID<Session>, Content)
    /// A person writes a protocol note, which the contact does not see.
    case note(ID<Session>, String)
    /// A person saw the messages of a session.
    case markRead(ID<Session>)
    /// A person begins a conversation on a channel; the content may have to be a template.
    case begin(channel: ID<Channel>, contact: ID<Contact>, address: String, team: ID<Team>, Content)
    /// A person saves a new contact.
    case addContact(name: String, identities: [ContactIdentity])
    /// A person changes a contact's name or note; `nil` leaves them as they are.
    case editContact(ID<Contact>, name: String?, note: String?)
    /// A person's presence changes.
    case setPresence(ID<Agent>, Presence)
    /// A person sends again a message that failed or whose fate is unknown.
    case resend(ID<Message>)
    /// The dispatcher hands a message to its channel.
    case beginSending(ID<Message>)
    /// The dispatcher tells how that ended.
    case finishSending(ID<Message>, SendOutcome)
    /// A file of a message was fetched, or could not be.
    case mediaFetched(ID<Message>, index: Int, Attachment)
    /// An administrator changes the configuration.
    case configure(Configuration)
    /// The server started: messages that were being handed over have an unknown fate.
    case recover
    /// Time passes.
    case tick
}

/// Says where a transfer leads.
public enum TransferTarget: Sendable, Hashable, Codable {
    /// The queue of a team.
    case team(ID<Team>)
    /// One agent, in a team of theirs; `nil` stays in the session's team if the agent serves it.
    case agent(ID<Agent>, team: ID<Team>?)
}

/// Is a change of what the company consists of.
public enum Configuration: Sendable, Hashable, Codable {
    /// Changes the company's own data.
    case company(Company)
    /// Adds or replaces a team.
    case team(Team)
    /// Adds or replaces an agent.
    case agent(Agent)
    /// Adds or replaces a channel.
    case channel(Channel)
    /// Adds or replaces a tag.
    case tag(Tag)
    /// Adds or replaces a template of messages.
    case template(MessageTemplate)
    /// Removes a team that no open session, channel or agent refers to.
    case removeTeam(ID<Team>)
    /// Removes a channel without open sessions.
    case removeChannel(ID<Channel>)
    /// Removes a tag that no open session has.
    case removeTag(ID<Tag>)
}

/// Says who asks.
public enum Actor: Sendable, Hashable, Codable {
    /// A person who works here.
    case agent(ID<Agent>)
    /// The contact, through a channel.
    case contact
    /// A rule of the server.
    case system
    /// Someone with access to the machine: the command line.
    case console
}
