namespace Gateway.Sessions.Workspaces;

/// <summary>
/// What a channel is, told by itself: each derives one in its folder and registers it beside its adapter. Whatever must
/// know something of all channels asks
/// <see cref="KnownChannels"/>, so that a new one is its folder and one registration.
/// </summary>
public abstract class ChannelTraits
{
    /// <summary>
    /// Its name in workspace files, keys and metrics: lower-case letters. Constants for those of the product are in
    /// <see cref="ChannelKind"/>.
    /// </summary>
    public abstract string Kind { get; }

    /// <summary>What people call it.</summary>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public abstract string NameIn(string locale);

    /// <summary>The property of a workspace file that holds <see cref="WorkspaceChannel.Name"/>.</summary>
    public abstract string NameProperty { get; }

    /// <summary>
    /// Reads the channel out of a workspace file. What is wrong is noted with its path; <c>kind</c> and
    /// <c>debounceMs</c> are read, and what nobody asked for is refused, by whoever calls.
    /// </summary>
    public abstract WorkspaceChannel Read(FileObject json);

    /// <summary>
    /// Whether what is written there goes out through a provider, and so through the outbox. Default: yes.
    /// </summary>
    public virtual bool IsDelivered => true;

    /// <summary>With whom we may begin a conversation. Default: nobody.</summary>
    public virtual ChannelBegin Begins => ChannelBegin.Nobody;

    /// <summary>
    /// Whether the contact gets words there as they come, and not only the whole answer. Default: no.
    /// </summary>
    public virtual bool ShowsWords => false;

    /// <summary>
    /// Whether what is said there is spoken: nothing is shown, and nothing can be pressed. Default: no.
    /// </summary>
    public virtual bool IsSpoken => false;

    /// <summary>
    /// Whether contacts see choices as a numbered list instead of buttons, and answer by number. Default: no.
    /// </summary>
    public virtual bool NumbersChoices => false;

    /// <summary>Whether the business pays for each message. Default: no.</summary>
    public virtual bool CostsByMessage => false;

    /// <summary>
    /// Whether words that begin with a slash are commands to a bot, such as <c>/stop</c>. Default: no.
    /// </summary>
    public virtual bool HasCommands => false;

    /// <summary>
    /// Whether the provider itself blocks and confirms when a contact writes one of Twilio's stop words. Default: no.
    /// </summary>
    public virtual bool ObeysTwilioStopWords => false;

    /// <summary>How words about consent are heard there.</summary>
    public ConsentHearing Hearing => new(IsDelivered, HasCommands, ObeysTwilioStopWords);

    /// <summary>
    /// How long to wait for more messages before a turn is run, where a workspace's file does not say. Default: not at
    /// all.
    /// </summary>
    public virtual TimeSpan DefaultDebounce => TimeSpan.Zero;

    /// <summary>How a channel is said to run of which nobody has reported anything. Default: up.</summary>
    public virtual (string State, string Detail) Unreported => ("up", "");

    /// <summary>
    /// Who someone is by the address they write from alone; null where an address names nobody, as on the web.
    /// </summary>
    /// <param name="address">The contact in the channel's own terms.</param>
    public virtual ContactIdentity? IdentityOf(string address) => null;

    /// <summary>Whether an address is that of several people. Default: no.</summary>
    public virtual bool IsGroup(string address) => false;

    /// <summary>
    /// The address that an operator or a program names in their own way; null when there is none of that kind on the
    /// channel. Default: none.
    /// </summary>
    /// <param name="text">As it was written, such as <c>06 12 34 56 78</c>.</param>
    public virtual string? AddressOf(string text) => null;

    /// <summary>Whether contacts are written to there by that kind of identity. Default: no.</summary>
    public virtual bool IsWrittenTo(IdentityKind kind) => false;
}

/// <summary>With whom we may begin a conversation on a channel.</summary>
public enum ChannelBegin
{
    /// <summary>The contact begins, always.</summary>
    Nobody,

    /// <summary>Only with who wrote to us before.</summary>
    WhoWroteBefore,

    /// <summary>With whoever has such an address.</summary>
    Anyone,
}
