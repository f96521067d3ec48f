using Gateway.Sessions;

namespace Gateway.Channels.Twilio;

/// <summary>
/// What a message says, as it is kept in the outbox. Either a text, perhaps with media, or a template.
/// </summary>
/// <param name="Body">At most 1,600 characters; null for a template.</param>
internal sealed record TwilioContent(string? Body)
{
    /// <summary>Public addresses of at most 10 files, or null.</summary>
    public IReadOnlyList<string>? Media { get; init; }

    /// <summary>HX and 32 hexadecimal digits, or null for free text.</summary>
    public string? Template { get; init; }

    /// <summary>The template's variables as a JSON object of texts, or null when it has none.</summary>
    public string? Variables { get; init; }
}

/// <summary>One message as it is handed to Twilio.</summary>
/// <param name="Id">Which of ours it is.</param>
/// <param name="From">E.164, or <c>whatsapp:</c> and E.164.</param>
/// <param name="To">E.164, <c>whatsapp:</c> and E.164, or <c>whatsapp:</c> and a business-scoped user id.</param>
/// <param name="Content">What it says.</param>
internal sealed record TwilioMessage(OutboundId Id, string From, string To, TwilioContent Content)
{
    /// <summary>The Messaging Service it goes through, or null.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>Where Twilio tells what becomes of it, with its overrides; null when we cannot be reached.</summary>
    public Uri? StatusCallback { get; init; }

    /// <summary>How many seconds it may wait in Twilio's queue; null for Twilio's ten hours.</summary>
    public int? ValiditySeconds { get; init; }
}

/// <summary>What is known of when a message was handed over, all by Redis's clock.</summary>
/// <param name="HandedAt">When it was last handed over.</param>
/// <param name="AskedAt">When Twilio is asked for it.</param>
/// <param name="WasRepeated">Whether it was handed over before, without its fate being known.</param>
internal readonly record struct HandoverTimes(DateTimeOffset HandedAt, DateTimeOffset AskedAt, bool WasRepeated);

/// <summary>A message as Twilio's list has it.</summary>
/// <param name="Sid">SM or MM and 32 hexadecimal digits.</param>
/// <param name="From">As in the webhook: E.164 or <c>whatsapp:…</c>.</param>
/// <param name="To">As in the webhook.</param>
/// <param name="Body">The words; may be empty.</param>
/// <param name="MediaCount">How many files came with it.</param>
/// <param name="SentAt">When it was sent, to the second.</param>
public sealed record TwilioListedMessage(
    string Sid, string From, string To, string Body, int MediaCount, DateTimeOffset SentAt);

/// <summary>A file of a message, kept at Twilio.</summary>
/// <param name="Sid">ME and 32 hexadecimal digits.</param>
/// <param name="ContentType">As Twilio says.</param>
/// <param name="Url">Where it is fetched, with the account's credentials; never shown to anyone.</param>
public sealed record TwilioFile(string Sid, string ContentType, Uri Url);

/// <summary>A telephone number of the account and where Twilio turns to with what comes in.</summary>
/// <param name="Sid">PN and 32 hexadecimal digits.</param>
/// <param name="Number">E.164.</param>
/// <param name="Webhooks">Where to.</param>
public sealed record TwilioNumber(string Sid, string Number, TwilioWebhooks Webhooks);

/// <summary>
/// Where Twilio turns to with a number's messages. Addresses as they were typed, with their overrides; null or empty
/// when there is none.
/// </summary>
/// <param name="SmsUrl">For each inbound message.</param>
/// <param name="SmsMethod"><c>POST</c> or <c>GET</c>.</param>
/// <param name="SmsFallbackUrl">When the first cannot be reached.</param>
/// <param name="StatusCallback">For what becomes of calls of that number.</param>
public sealed record TwilioWebhooks(string? SmsUrl, string? SmsMethod, string? SmsFallbackUrl, string? StatusCallback)
{
    /// <summary>For each call.</summary>
    public string? VoiceUrl { get; init; }

    /// <summary><c>POST</c> or <c>GET</c>.</summary>
    public string? VoiceMethod { get; init; }

    /// <summary>When what is said of a call cannot be had, at its beginning or in its middle.</summary>
    public string? VoiceFallbackUrl { get; init; }
}

/// <summary>Twilio could not be asked, or refused to answer.</summary>
/// <param name="code">Twilio's code, <c>http-</c> and the status, or <c>connection</c>.</param>
/// <param name="words">What is wrong, for an operator; without secrets.</param>
public sealed class TwilioCallException(string code, string words) : Exception(words)
{
    /// <summary>Twilio's code, <c>http-</c> and the status, or <c>connection</c>.</summary>
    public string Code { get; } = code;
}
