namespace Gateway.Sessions;

/// <summary>Who someone is by the address they write from alone.</summary>
public static class AddressIdentity
{
    /// <summary>A telephone number where there is one, else the provider's own id.</summary>
    /// <param name="channel">A channel that is delivered, of <see cref="ChannelKind"/>.</param>
    /// <param name="address">The contact in the channel's own terms.</param>
    public static ContactIdentity Of(string channel, string address) => channel switch
    {
        // A forum topic is the chat's number and the topic's: 700000001/17.
        ChannelKind.Telegram => new ContactIdentity(IdentityKind.TelegramUser, address.Split('/')[0]),
        ChannelKind.WhatsApp when !E164.Is(address) => new ContactIdentity(IdentityKind.WhatsAppUser, address),
        _ => new ContactIdentity(IdentityKind.Phone, address),
    };
}
