using Gateway.Sessions;

namespace Gateway.Channels.Twilio;

/// <summary>
/// One end of a conversation as Twilio writes it: <c>+33600000001</c>, <c>whatsapp:+33600000001</c>,
/// <c>whatsapp:FR.8A7B6C5D4E</c>.
/// </summary>
/// <param name="Prefix">What Twilio marks the channel by, with its colon, in lower case; empty for SMS.</param>
/// <param name="Value">What follows the prefix.</param>
internal readonly record struct TwilioAddress(string Prefix, string Value)
{
    private const int MaxLength = 160;
    private const int MaxPrefixLength = 20;

    /// <summary>Whether the value is a telephone number in E.164 form.</summary>
    public bool IsPhone => E164.Is(Value);

    /// <summary>
    /// Reads one. What could not stand in a key is none; what its prefix stands for, the channels know.
    /// </summary>
    public static bool TryParse(string text, out TwilioAddress address)
    {
        var length = text.IndexOf(':', StringComparison.Ordinal) + 1;
        var prefix = length is > 0 and <= MaxPrefixLength ? text[..length].ToLowerInvariant() : "";
        address = new TwilioAddress(prefix, text[length..]);
        return length <= MaxPrefixLength && address.Value.Length is > 0 and <= MaxLength &&
            address.Value.All(IsAddressCharacter);
    }

    private static bool IsAddressCharacter(char unit) =>
        char.IsAsciiLetterOrDigit(unit) || unit is '+' or '.' or '-' or '_';
}
