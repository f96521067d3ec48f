using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>What a contact can send besides text. Everything here is data from outside and is never trusted.</summary>
/// <param name="Text">What was written; empty when the message is only an attachment, a button or a key press.</param>
public sealed record MessageContent(string Text)
{
    /// <summary>Files, in the order they were sent.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>A place the contact shared.</summary>
    public GeoLocation? Location { get; init; }

    /// <summary>Address-book cards the contact shared.</summary>
    public IReadOnlyList<SharedContact>? Contacts { get; init; }

    /// <summary>
    /// What came besides and has no words, file, place or card of its own: a sticker, a poll, a kind that is new to us.
    /// In the order it came.
    /// </summary>
    public IReadOnlyList<SentThing>? Things { get; init; }

    /// <summary>The developer's payload of the button, quick reply or card action that was pressed.</summary>
    public string? Payload { get; init; }

    /// <summary>Telephone keys, <c>0-9 * # A-D</c>.</summary>
    public string? Dtmf { get; init; }

    /// <summary>Who the channel says has sent it; null on the web.</summary>
    public Sender? Sender { get; init; }

    /// <summary>The provider's id of the message that was answered or quoted, or null.</summary>
    public string? QuotedId { get; init; }

    /// <summary>The provider's id of an earlier message that this one replaces, or null.</summary>
    public string? EditOf { get; init; }

    /// <summary>The advertisement that led the contact here, or null.</summary>
    public Referral? Referral { get; init; }

    /// <summary>The word about consent that is all of the message, or null for any other message.</summary>
    public ConsentKeyword? Keyword { get; init; }

    /// <summary>
    /// Whether the provider has answered that word itself (Twilio's Advanced Opt-Out does): then we say nothing to it.
    /// </summary>
    public bool IsKeywordAnswered { get; init; }

    /// <summary>
    /// Whether the channel has greeted whoever writes it, in the agent's name: then the first answer introduces no one
    /// again.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGreeted { get; init; }

    /// <summary>
    /// Why nothing is answered to it by itself, as the channel knows: no one reads an answer there. Null for people's
    /// messages.
    /// </summary>
    public NoAnswer? NoAnswer { get; init; }
}

/// <summary>
/// Why a channel wants no answer to a message. It is kept and shown all the same, and an operator may answer it.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoAnswer>))]
public enum NoAnswer
{
    /// <summary>It comes from a name (<c>FREEMOBILE</c>), to which nothing can be sent.</summary>
    [JsonStringEnumMemberName("namedSender")] NamedSender,

    /// <summary>
    /// It comes from a short code: a service's machine, and what is sent to it may cost more than a message.
    /// </summary>
    [JsonStringEnumMemberName("shortCode")] ShortCode,

    /// <summary>
    /// It comes from a line of our own, of this business or another: two brains would talk with each other.
    /// </summary>
    [JsonStringEnumMemberName("ownLine")] OwnLine,

    /// <summary>It was spoken to a recorder: whoever left it has hung up.</summary>
    [JsonStringEnumMemberName("voicemail")] Voicemail,
}

/// <summary>Something a contact sent that cannot be read here, by what it is.</summary>
/// <param name="Kind">
/// <c>sticker</c>, <c>poll</c>, <c>story</c>, <c>order</c>, <c>reaction</c> and so on; <c>unknown</c> for what the
/// provider names in no way that is known here.
/// </param>
/// <param name="Words">Words that stand on it (a poll's question), or null. Data, for operators and models.</param>
public sealed record SentThing(string Kind, string? Words = null)
{
    /// <summary>A mark that someone puts on an earlier message: it asks for nothing.</summary>
    public const string Reaction = "reaction";

    /// <summary>An earlier message was taken back by who wrote it.</summary>
    public const string Deletion = "deletion";

    /// <summary>What no one here has a name for.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether it is a notice that no one awaits an answer to.</summary>
    [JsonIgnore]
    public bool AsksForNothing => Kind is Reaction or Deletion;
}

/// <summary>A file that came with a message or goes out with one.</summary>
/// <param name="Url">Where we keep it: never a provider's own address.</param>
/// <param name="ContentType">MIME type as verified by us.</param>
/// <param name="Name">File name to show, or null.</param>
/// <param name="SizeBytes">Size, or null when unknown.</param>
public sealed record Attachment(string Url, string ContentType, string? Name = null, long? SizeBytes = null);

/// <summary>A place.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Label">Name of the place, or null.</param>
/// <param name="Address">Postal address, or null.</param>
public sealed record GeoLocation(double Latitude, double Longitude, string? Label = null, string? Address = null);

/// <summary>An address-book card.</summary>
/// <param name="Name">As the contact's telephone shows it.</param>
/// <param name="Phone">As it was sent, or null.</param>
/// <param name="Email">As it was sent, or null.</param>
/// <param name="IsSender">Whether the channel says, or the number itself, that it is the sender's own card.</param>
public sealed record SharedContact(string Name, string? Phone = null, string? Email = null, bool IsSender = false);

/// <summary>The sender of a message as the channel knows them.</summary>
/// <param name="Name">What they call themselves, or null. Anyone can call themselves anything.</param>
/// <param name="Identities">What the channel has verified; at least one.</param>
public sealed record Sender(string? Name, IReadOnlyList<ContactIdentity> Identities);

/// <summary>Something by which a contact is known for sure.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">E.164 for a telephone; else as the provider writes it, without its prefix (<c>FR.8A7B6C5D4E</c>,
/// <c>700000001</c>).</param>
public sealed record ContactIdentity(IdentityKind Kind, string Value);

/// <summary>
/// An advertisement with a button that opens a conversation (click to WhatsApp). All of it is text from outside.
/// </summary>
/// <param name="SourceId">The advertisement's id.</param>
/// <param name="SourceType"><c>ad</c>, <c>post</c> or the like; may be null.</param>
/// <param name="SourceUrl">Where it stands; may be null.</param>
/// <param name="Headline">May be null.</param>
/// <param name="Body">May be null.</param>
/// <param name="ClickId">Meta's id of the click; may be null.</param>
public sealed record Referral(
    string SourceId, string? SourceType, string? SourceUrl, string? Headline, string? Body, string? ClickId);
