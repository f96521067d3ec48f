using Gateway.Sessions;

namespace Gateway.Channels.Delivery;

/// <summary>What a session's address proves about its contact.</summary>
internal static class AddressIdentity
{
    /// <summary>A telephone number where there is one; else the provider's own id.</summary>
    public static ContactIdentity Of(string channel, string address) => channel switch
    {
        ChannelKind.Telegram => new ContactIdentity(IdentityKind.TelegramUser, address),
        ChannelKind.WhatsApp when !address.StartsWith('+') => new ContactIdentity(IdentityKind.WhatsAppUser, address),
        _ => new ContactIdentity(IdentityKind.Phone, address),
    };
}
