using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Channels.Twilio;

/// <summary>What an error of Twilio's asks of us.</summary>
public enum TwilioErrorKind
{
    /// <summary>This message will never be taken; others will.</summary>
    Permanent,

    /// <summary>Not now, but later.</summary>
    Retry,

    /// <summary>The contact does not want to hear from us.</summary>
    OptOut,

    /// <summary>WhatsApp takes a template only.</summary>
    Window,

    /// <summary>Nothing at all can be sent until a person has mended something.</summary>
    ChannelDown,
}

/// <summary>An error of Twilio's.</summary>
/// <param name="Code">Twilio's code, or <c>http-</c> and the status when there was none.</param>
/// <param name="Kind">What it asks of us.</param>
/// <param name="Words">What it means and what can be done, for an operator.</param>
public sealed record TwilioError(string Code, TwilioErrorKind Kind, string Words)
{
    /// <summary>
    /// For <see cref="TwilioErrorKind.Retry"/> how long to wait at least; null when our own back-off will do.
    /// </summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>For <see cref="TwilioErrorKind.Retry"/> whether the sender as a whole must wait.</summary>
    public bool Everyone { get; init; }

    /// <summary>The same as why something was given up.</summary>
    public Refusal ToRefusal() => new(Code, Words);
}

/// <summary>
/// Twilio's error codes, those of calls and those of status callbacks alike ("Error and Warning Dictionary"). Their
/// meanings may change, so nothing but the way a message is treated hangs on them.
/// </summary>
public static class TwilioErrors
{
    private static readonly FrozenDictionary<string, TwilioError> Known = new TwilioError[]
    {
        new(
            "20003", TwilioErrorKind.ChannelDown,
            "Twilio does not know these credentials. Check the account's SID and its token or API key."),
        new(
            "20005", TwilioErrorKind.ChannelDown,
            "The Twilio account is not active. See its state in Twilio's console."),
        new(
            "20429", TwilioErrorKind.Retry,
            "Too many calls at once; Twilio has not taken the message.") { Everyone = true },
        new("21211", TwilioErrorKind.Permanent, "The recipient's address is not valid."),
        new(
            "21408", TwilioErrorKind.Permanent,
            "The account may not send to the recipient's country. Allow the country under Geo Permissions in Twilio's console."),
        new("21606", TwilioErrorKind.Permanent, "The sender cannot send text messages, or is not of this account."),
        new(
            "21608", TwilioErrorKind.Permanent,
            "A trial account sends to verified numbers only. Verify the recipient or complete the account's profile at Twilio."),
        new("21610", TwilioErrorKind.OptOut, "The recipient has opted out of this sender's messages."),
        new(
            "21611", TwilioErrorKind.Retry, "The sender's queue at Twilio is full.") { Wait = TimeSpan.FromMinutes(10),
            Everyone = true },
        new("21612", TwilioErrorKind.Permanent, "Twilio has no route from this sender to this recipient."),
        new("21614", TwilioErrorKind.Permanent, "The recipient is no mobile number."),
        new("21617", TwilioErrorKind.Permanent, "The text is longer than the 1,600 characters that Twilio takes."),
        new("21635", TwilioErrorKind.Permanent, "The recipient is a landline."),
        new(
            "21656", TwilioErrorKind.Permanent,
            "The content template does not take these variables. Compare the workspace's template with the one at Twilio."),
        new(
            "30001", TwilioErrorKind.Retry, "The queue at Twilio has overflowed.") { Wait = TimeSpan.FromMinutes(10),
            Everyone = true },
        new(
            "30002", TwilioErrorKind.ChannelDown,
            "The Twilio account is suspended. See its state in Twilio's console."),
        new(
            "30003", TwilioErrorKind.Permanent,
            "The recipient's handset cannot be reached: switched off or without reception."),
        new("30004", TwilioErrorKind.Permanent, "The message was blocked at the recipient's end."),
        new("30005", TwilioErrorKind.Permanent, "The recipient's handset is not known."),
        new("30006", TwilioErrorKind.Permanent, "A landline, or a carrier that cannot be reached."),
        new(
            "30007", TwilioErrorKind.Permanent,
            "A carrier has filtered the message out. Look at its wording and the sender's registration."),
        new("30008", TwilioErrorKind.Permanent, "The carrier has not delivered the message and does not say why."),
        new("30036", TwilioErrorKind.Permanent, "The message was not delivered within the time it was good for."),
        new("63003", TwilioErrorKind.Permanent, "The recipient's WhatsApp address is not valid."),
        new(
            "63007", TwilioErrorKind.ChannelDown,
            "Twilio has no WhatsApp sender of this number. Register it in Twilio's console."),
        new("63014", TwilioErrorKind.OptOut, "The recipient has blocked this sender or withdrawn consent."),
        new(
            "63016", TwilioErrorKind.Window,
            "More than 24 hours have passed since the contact last wrote; WhatsApp takes an approved template only."),
        new(
            "63017", TwilioErrorKind.Retry,
            "Too many messages a second for the account.") { Wait = TimeSpan.FromSeconds(5), Everyone = true },
        new(
            "63018", TwilioErrorKind.Retry,
            "Too many messages for this sender or recipient.") { Wait = TimeSpan.FromSeconds(30) },
        new("63024", TwilioErrorKind.Permanent, "The recipient cannot be reached by WhatsApp. Try another channel."),
        new(
            "63038", TwilioErrorKind.Retry, "The account has sent all it may in a day.") { Wait = TimeSpan.FromHours(1),
            Everyone = true },
        new("63049", TwilioErrorKind.Permanent, "Meta chose not to deliver this marketing message."),
    }.ToFrozenDictionary(error => error.Code);

    /// <summary>All codes that have a meaning of their own here.</summary>
    public static IReadOnlyCollection<TwilioError> All => Known.Values;

    /// <summary>An error by its code; one that is not known is permanent.</summary>
    /// <param name="code">As a call's answer or a status callback has it.</param>
    public static TwilioError Of(string code) => Known.GetValueOrDefault(code) ??
        new TwilioError(
            code, TwilioErrorKind.Permanent,
            "Twilio has refused the message; its code is explained at twilio.com/docs/api/errors.");

    /// <summary>The error an answer other than 2xx stands for.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Twilio's code from the body, or null when the body had none.</param>
    internal static TwilioError Of(int status, int? code) => (status, code) switch
    {
        (_, { } known) when Known.TryGetValue(known.ToString(CultureInfo.InvariantCulture), out var error) => error,
        (401, _) => Known["20003"],
        (_, { } other) => Of(other.ToString(CultureInfo.InvariantCulture)),
        _ => new TwilioError(
            string.Create(CultureInfo.InvariantCulture, $"http-{status}"), TwilioErrorKind.Permanent,
            "Twilio's address answers as Twilio does not. Check ApiBaseUrl and what stands between."),
    };
}
