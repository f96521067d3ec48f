namespace Gateway.Sessions;

/// <summary>
/// A file that a contact sent and that still lies at the provider. Everything in it is said by the provider and is not
/// verified.
/// </summary>
public sealed record MediaSource
{
    /// <summary>Id of the workspace it was sent to.</summary>
    public required string Workspace { get; init; }

    /// <summary>One of <see cref="ChannelKind"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Our number (E.164) or bot that it was sent to.</summary>
    public required string Line { get; init; }

    /// <summary>
    /// The <see cref="InboundMessage.ExternalId"/> of its message, made unique on the line (telegram: with the chat's
    /// id).
    /// </summary>
    public required string MessageId { get; init; }

    /// <summary>Its place among the message's files, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>
    /// Where the provider keeps it, in the provider's terms: Twilio's address of it, or Telegram's <c>file_id</c>.
    /// Never leaves us.
    /// </summary>
    public required string Location { get; init; }

    /// <summary>MIME type as the provider says, or null. What is served later goes by the file's own bytes.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// File name as the contact's device says, or null. Only shown, never used as the name of a file.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Size as the provider says, or null.</summary>
    public long? SizeBytes { get; init; }
}
