using System.Text.Json.Serialization;

namespace Gateway.Sessions;

/// <summary>What a contact is known by. Telephone numbers are the same contact on SMS, WhatsApp and calls.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IdentityKind>))]
public enum IdentityKind
{
    /// <summary>A telephone number, E.164.</summary>
    [JsonStringEnumMemberName("phone")] Phone,

    /// <summary>WhatsApp's business-scoped user id, such as <c>FR.8A7B6C5D4E</c>.</summary>
    [JsonStringEnumMemberName("whatsAppUser")] WhatsAppUser,

    /// <summary>The same for a group of businesses, such as <c>FR.ENT.8A7B6C5D4E</c>.</summary>
    [JsonStringEnumMemberName("whatsAppParentUser")] WhatsAppParentUser,

    /// <summary>A Telegram user's number.</summary>
    [JsonStringEnumMemberName("telegramUser")] TelegramUser,

    /// <summary>A user of the shop's own site, from a signed identity.</summary>
    [JsonStringEnumMemberName("siteUser")] SiteUser,
}
