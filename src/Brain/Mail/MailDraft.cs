using Gateway.Sessions;

namespace Gateway.Brain.Mail;

/// <summary>A mail as someone wants it sent.</summary>
/// <param name="Workspace">Id of the workspace that writes.</param>
/// <param name="To">The receiver's address, and nothing else: <c>claire@example.fr</c>.</param>
/// <param name="Subject">Its subject; what is no one line becomes one, of at most
/// <see cref="MailOutbox.MostSubject"/> UTF-16 units.</param>
/// <param name="Text">What it says, as plain text with line feeds.</param>
/// <param name="Key">What makes it one mail however often it is wanted, within the workspace.</param>
public sealed record MailDraft(string Workspace, string To, string Subject, string Text, string Key)
{
    /// <summary>
    /// The same as HTML, a document or what stands in its body; null (the default) for none. What people wrote is
    /// escaped by who writes it.
    /// </summary>
    public string? Html { get; init; }

    /// <summary><see cref="MessageClass.Reply"/> or <see cref="MessageClass.Service"/> (the default).</summary>
    public MessageClass Class { get; init; } = MessageClass.Service;

    /// <summary>What hangs on it, in this order.</summary>
    public IReadOnlyList<MailFile> Files { get; init; } = [];
}

/// <summary>A file to hang on a mail.</summary>
/// <param name="Name">What it is called: <c>rendez-vous.ics</c>.</param>
/// <param name="MediaType">What it is: <c>text/calendar; method=PUBLISH</c>; what is no media type counts as
/// bytes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MailFile(string Name, string MediaType, ReadOnlyMemory<byte> Content);
