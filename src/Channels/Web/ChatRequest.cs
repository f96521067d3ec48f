using System.Text.Json.Serialization;
using Gateway.Sessions;

namespace Gateway.Channels.Web;

/// <summary>Body of <c>POST /chat</c>, in French or English names.</summary>
public sealed record ChatRequest
{
    /// <summary>
    /// The session to go on with, as an earlier answer gave it: a token for that session alone. With an API key of the
    /// workspace also a plain id. Null opens one.
    /// </summary>
    [JsonPropertyName("id_session")]
    public string? IdSession { get; init; }

    /// <summary>English name of <see cref="IdSession"/>.</summary>
    public string? SessionId { get; init; }

    /// <summary>What the contact writes, at most 16 KB.</summary>
    public string? Texte { get; init; }

    /// <summary>English name of <see cref="Texte"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Id of the workspace.</summary>
    public string? Workspace { get; init; }

    /// <summary>Language a new session starts in, <c>fr</c> or <c>en</c>; null for the workspace's.</summary>
    public string? Locale { get; init; }

    /// <summary>Payload of a quick reply or card action of an earlier answer.</summary>
    public string? Payload { get; init; }

    /// <summary>
    /// The caller's own id of the message, which it gives to no other: said again it is the same message, with the same
    /// answer. Null: every call is a new one.
    /// </summary>
    public string? ClientMessageId { get; init; }

    /// <summary>Whether the answer is to bear French names.</summary>
    internal bool IsFrench => Texte is not null || IdSession is not null;
}

/// <summary>Answer of <c>POST /chat</c>; the names are those of the request's language.</summary>
public sealed record ChatAnswer
{
    /// <summary>
    /// The session, to go on with: a secret of whoever gets it. What stands before its dot is the session's id.
    /// </summary>
    [JsonPropertyName("id_session")]
    public string? IdSession { get; init; }

    /// <summary>English name of <see cref="IdSession"/>.</summary>
    public string? SessionId { get; init; }

    /// <summary>
    /// All of the answer in plain text; empty when there was nothing to say, and while an operator has the session.
    /// </summary>
    public string? Texte { get; init; }

    /// <summary>English name of <see cref="Texte"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Cards, quick replies, slots, links and forms of the answer.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>
    /// Why the text is empty: <c>handedOver</c> while an operator has the session, <c>closed</c> once it has ended;
    /// else null.
    /// </summary>
    public string? Status { get; init; }
}
