using System.Text;
using Gateway.Sessions;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Web;

/// <summary>Between the hub's wire and our words.</summary>
internal static class WebMapping
{
    /// <summary>The most bytes of UTF-8 a message's text may have.</summary>
    public const int MaxTextBytes = 16 * 1024;

    private const int MaxIdLength = 128;
    private const int MaxPayloadLength = 1_024;

    public static WireEntry ToWire(Entry entry) => new(
        entry.Seq, entry.Role, entry.Author, entry.Text, entry.Parts, entry.TurnId, entry.At,
        entry.Role == EntryRole.Contact ? entry.ExternalId : null, entry.Content?.Payload, entry.Receipt)
    {
        Stopped = entry.Heard is null ? null : true,
        Expects = entry.Expects,
    };

    public static RunningText? ToWire(RunningTurn? running) =>
        running is null ? null : new RunningText(running.TurnId, running.Text);

    /// <summary>
    /// The message, or what is wrong with it. What a person wrote is mended; ids are ours or the page's own and are as
    /// they should be or refused.
    /// </summary>
    public static (SendRequest? Message, WebError? Error) Check(SendRequest request)
    {
        if (request.ClientMessageId is not { Length: > 0 and <= MaxIdLength } id || !id.All(IsIdCharacter))
            return (null, WebError.Invalid("clientMessageId must be 1 to 128 letters, digits, '-' or '_'"));
        if (CheckLength(request.Text, "text") is { } tooLong)
            return (null, tooLong);
        if (request.Payload is { Length: > MaxPayloadLength })
            return (null, WebError.Invalid("payload must have at most 1,024 characters"));
        if (request.Attachments is { Count: > 0 })
            return (null,
                WebError.Invalid("attachments must name files uploaded here, and this gateway takes no uploads"));
        var (text, payload) = (WellFormed.Text(request.Text, MaxTextBytes),
            request.Payload is null ? null : WellFormed.Mend(request.Payload));
        return text.Length == 0 && string.IsNullOrEmpty(payload)
            ? (null, WebError.Invalid("text or payload must be there"))
            : (request with { Text = text, Payload = payload }, null);
    }

    /// <summary>What is wrong with a text's length; null when nothing is.</summary>
    public static WebError? CheckLength(string? text, string name) =>
        // The longest text that fits is one of ASCII; what is longer needs no counting.
        text is not null && (text.Length > MaxTextBytes || Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
            ? new WebError("tooLong", $"{name} has more than 16 KB")
            : null;

    private static bool IsIdCharacter(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_';
}
