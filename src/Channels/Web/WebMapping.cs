using System.Text;
using Gateway.Sessions;
using Gateway.Sessions.Live;

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
        entry.Role == EntryRole.Contact ? entry.ExternalId : null, entry.Content?.Payload, entry.Receipt);

    public static RunningText? ToWire(RunningTurn? running) => running is null ? null : new RunningText(running.TurnId, running.Text);

    /// <summary>The message, or what is wrong with it.</summary>
    public static (SendRequest? Message, WebError? Error) Check(SendRequest request)
    {
        if (request.ClientMessageId is not { Length: > 0 and <= MaxIdLength } id || !id.All(IsIdCharacter))
            return (null, WebError.Invalid("clientMessageId must be 1 to 128 letters, digits, '-' or '_'"));
        if (CheckText(request.Text, "text") is { } textError)
            return (null, textError);
        if (request.Payload is { Length: > MaxPayloadLength })
            return (null, WebError.Invalid("payload must have at most 1,024 characters"));
        if (CheckText(request.Payload, "payload") is { } payloadError)
            return (null, payloadError);
        if (request.Attachments is { Count: > 0 })
            return (null, WebError.Invalid("attachments must name files uploaded here, and this gateway takes no uploads"));
        return string.IsNullOrWhiteSpace(request.Text) && string.IsNullOrEmpty(request.Payload)
            ? (null, WebError.Invalid("text or payload must be there"))
            : (request with { Text = request.Text?.Trim() ?? "" }, null);
    }

    /// <summary>What is wrong with a text from outside; null when nothing is.</summary>
    public static WebError? CheckText(string? text, string name)
    {
        if (text is null)
            return null;
        // The longest text that fits is one of ASCII; what is longer needs no counting.
        if (text.Length > MaxTextBytes || Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
            return new WebError("tooLong", $"{name} has more than 16 KB");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t'))
                return WebError.Invalid($"{name} has a control character (U+{(int)text[i]:X4})");
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return WebError.Invalid($"{name} is not well-formed Unicode");
            i++;
        }

        return null;
    }

    private static bool IsIdCharacter(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_';
}
