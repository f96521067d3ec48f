using Gateway.Sessions;

namespace Gateway.Channels.Twilio;

/// <summary>One end of a conversation as Twilio writes it: <c>+33600000001</c>, <c>whatsapp:+33600000001</c>, <c>whatsapp:FR.8A7B6C5D4E</c>.</summary>
/// <param name="Channel"><see cref="ChannelKind.Sms"/> or <see cref="ChannelKind.WhatsApp"/>.</param>
/// <param name="Value">What follows the prefix.</param>
internal readonly record struct TwilioAddress(string Channel, string Value)
{
    private const string WhatsAppPrefix = "whatsapp:";
    private const int MaxLength = 160;

    /// <summary>Whether the value is a telephone number in E.164 form.</summary>
    public bool IsPhone => E164.Is(Value);

    /// <summary>Reads one. What other prefixes stand for (<c>messenger:</c>, <c>rcs:</c>) is no channel of ours, and neither is what could not stand in a key.</summary>
    public static bool TryParse(string text, out TwilioAddress address)
    {
        var isWhatsApp = text.StartsWith(WhatsAppPrefix, StringComparison.OrdinalIgnoreCase);
        address = new TwilioAddress(isWhatsApp ? ChannelKind.WhatsApp : ChannelKind.Sms, isWhatsApp ? text[WhatsAppPrefix.Length..] : text);
        return address.Value.Length is > 0 and <= MaxLength && address.Value.All(IsAddressCharacter);
    }

    private static bool IsAddressCharacter(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '+' or '.' or '-' or '_';
}
