using Gateway.Sessions;

namespace Gateway.Brain.Consent;

/// <summary>Who someone is by the address they write from alone.</summary>
internal static class AddressIdentity
{
    /// <summary>The identity.</summary>
    /// <param name="session">A session of a channel that is delivered.</param>
    public static ContactIdentity Of(Session session) => session.Channel switch
    {
        // A forum topic is the chat's number and the topic's: 700000001/17.
        ChannelKind.Telegram => new ContactIdentity(IdentityKind.TelegramUser, session.Address.Split('/')[0]),
        ChannelKind.WhatsApp when !session.Address.StartsWith('+') => new ContactIdentity(IdentityKind.WhatsAppUser, session.Address),
        _ => new ContactIdentity(IdentityKind.Phone, session.Address),
    };
}
