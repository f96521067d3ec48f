using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Sessions;

namespace Gateway.Workspaces;

/// <summary>What the single values of a workspace file must fulfil.</summary>
internal static partial class WorkspaceRules
{
    /// <summary>The languages the product speaks.</summary>
    public static readonly string[] Locales = ["fr", "en"];

    /// <summary>The channels there are.</summary>
    public static readonly string[] Channels =
        [ChannelKind.Web, ChannelKind.Sms, ChannelKind.WhatsApp, ChannelKind.Telegram, ChannelKind.Voice];

    /// <summary>How a call's sound may reach us.</summary>
    public static readonly string[] VoiceModes = ["media-streams", "relay"];

    private const int MinIdentityKeyBytes = 32;

    /// <summary>Up to 63 lower-case letters, digits and inner hyphens: fit for a file name, a URL and a Redis key.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Something to show.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 100 && text.Trim().Length == text.Length && !text.Any(char.IsControl);

    /// <summary>A name of the IANA data base, never a Windows one.</summary>
    public static bool IsTimeZone(string text) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId && zone.Id == text;

    /// <summary>ITU-T E.164: a plus and up to fifteen digits.</summary>
    public static bool IsPhoneNumber(string text) => E164.Is(text);

    /// <summary>An address without a display name.</summary>
    public static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Scheme, host and port exactly as a browser sends them in <c>Origin</c> (RFC 6454).</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.GetLeftPart(UriPartial.Authority) == text;

    /// <summary>A Telegram user name that ends in bot (core.telegram.org/bots/features#creating-a-new-bot).</summary>
    public static bool IsBot(string text) => Bot().IsMatch(text);

    /// <summary>A content template of Twilio.</summary>
    public static bool IsContentSid(string text) => Sid("HX", text);

    /// <summary>A Messaging Service of Twilio.</summary>
    public static bool IsMessagingServiceSid(string text) => Sid("MG", text);

    /// <summary>Sets of holidays that can be added to those of all France.</summary>
    public static bool IsHolidaySet(string text) => text is "alsace-moselle" or "overseas";

    /// <summary>Long enough for HS256 (RFC 7518, section 3.2).</summary>
    public static bool IsIdentityKey(string text) => Encoding.UTF8.GetByteCount(text) >= MinIdentityKeyBytes;

    /// <summary>Anything but nothing.</summary>
    public static bool IsFilled(string text) => !string.IsNullOrWhiteSpace(text);

    private static bool Sid(string prefix, string text) =>
        text.Length == 34 && text.StartsWith(prefix, StringComparison.Ordinal) && text[2..].All(char.IsAsciiHexDigitLower);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{1,28}[Bb][Oo][Tt]\z", RegexOptions.NonBacktracking)]
    private static partial Regex Bot();
}
