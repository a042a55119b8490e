/// Asks the floor to change.
///
/// Commands are boxed: they are handed on and looked at more often than they are made.
public indirect enum Command: Sendable, Hashable {
    /// A channel heard something.
    case receive(Inbound)
    /// An agent takes a waiting session.
    case start(ID<Session>)
    /// A person moves a session to a team, or within a team to one agent.
    case transfer(ID<Session>, to: TransferTarget)
    /// Someone ends a session; an agent may have to classify it.
    case close(ID<Session>, disposition: ID<Disposition>? = nil)
    /// A person classifies a session, also one that is closed.
    case classify(ID<Session>, ID<Disposition>)
    /// The contact rates a session, from 1 to 5.
    case rate(ID<Session>, Int)
    /// A person begins a session for a message that began none by itself.
    case open(ID<Message>)
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
    /// A person changes a contact.
    case editContact(ID<Contact>, ContactChange)
    /// A person makes one contact of two: the first is kept.
    case mergeContacts(ID<Contact>, absorbing: ID<Contact>)
    /// A person undoes the merge of a contact into another.
    case separateContact(ID<Contact>)
    /// A person erases who a contact is, and what was said with them; the record stays.
    case eraseContact(ID<Contact>)
    /// The server erases words that are older than the company keeps them.
    case eraseWords(ErasedWords)
    /// A person's presence changes.
    case setPresence(ID<Agent>, Presence)
    /// The server sees a person's screen come or go; nothing of it is written down.
    case connection(ID<Agent>, isOpen: Bool)
    /// An administrator makes a flow's draft its next version.
    case publishFlow(ID<Flow>)
    /// A person sends again a message that failed or whose fate is unknown.
    case resend(ID<Message>)
    /// The dispatcher hands a message to its channel.
    case beginSending(ID<Message>)
    /// The dispatcher tells how that ended.
    case finishSending(ID<Message>, SendOutcome)
    /// A file of a message was fetched, or could not be.
    case mediaFetched(ID<Message>, index: Int, Attachment)
    /// What a provider's request told was received: the request itself is kept no more. Not done
    /// while one of the channels that it has messages for is switched off.
    case takeHeld(ID<HeldRequest>, reaching: Set<ID<Channel>>)
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
    /// Adds or replaces business hours.
    case hours(BusinessHours)
    /// Adds or replaces a flow; its versions are made by publishing.
    case flow(Flow)
    /// Adds a version of a flow: publishing does.
    case flowVersion(FlowVersion)
    /// Adds or replaces a canned message.
    case canned(CannedMessage)
    /// Adds or replaces a disposition.
    case disposition(Disposition)
    /// Adds or replaces a field of contacts.
    case field(ContactField)
    /// Adds or replaces a group of contacts.
    case contactGroup(ContactGroup)
    /// Adds or replaces a reason for pauses.
    case pauseReason(PauseReason)
    /// Adds or replaces a group of permissions.
    case permissionGroup(PermissionGroup)
    /// Removes something that nothing refers to.
    case remove(Removable)
    /// Removes a team that no open session, channel or agent refers to.
    case removeTeam(ID<Team>)
    /// Removes a channel without open sessions.
    case removeChannel(ID<Channel>)
    /// Removes a tag that no open session has.
    case removeTag(ID<Tag>)
}

/// Names something of the configuration that can be removed.
public enum Removable: Sendable, Hashable, Codable {
    case hours(ID<BusinessHours>)
    case flow(ID<Flow>)
    case canned(ID<CannedMessage>)
    case disposition(ID<Disposition>)
    case field(ID<ContactField>)
    case contactGroup(ID<ContactGroup>)
    case pauseReason(ID<PauseReason>)
    case permissionGroup(ID<PermissionGroup>)
    case template(ID<MessageTemplate>)
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
