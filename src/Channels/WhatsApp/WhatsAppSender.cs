using Gateway.Channels.Twilio;
using Gateway.Sessions;

namespace Gateway.Channels.WhatsApp;

/// <summary>
/// Who writes on WhatsApp. Someone with a user name may hide their number; then the business-scoped user id (BSUID:
/// country, dot, letters and digits) stands in its place. A change of number brings a new id, a change of user name
/// does not.
/// </summary>
/// <param name="From">What the message came from, and where an answer goes: number or id.</param>
/// <param name="Phone">E.164, or null when hidden.</param>
/// <param name="UserId">The business-scoped user id, or null when the message does not tell.</param>
/// <param name="ParentUserId">The same for a group of businesses, or null.</param>
internal sealed record WhatsAppSender(string From, string? Phone, string? UserId, string? ParentUserId)
{
    /// <summary>Marks the id that a group of businesses shares.</summary>
    private const string ParentMark = ".ENT.";

    /// <summary>By which the sender is known.</summary>
    public IReadOnlyList<ContactIdentity> Identities =>
    [
        .. Phone is null ? [] : new[] { new ContactIdentity(IdentityKind.Phone, Phone) },
        .. UserId is null ? [] : new[] { new ContactIdentity(IdentityKind.WhatsAppUser, UserId) },
        .. ParentUserId is null ? [] : new[] { new ContactIdentity(IdentityKind.WhatsAppParentUser, ParentUserId) },
    ];

    /// <summary>Reads who wrote a message.</summary>
    /// <param name="from">What it came from.</param>
    /// <param name="inbound">The message.</param>
    public static WhatsAppSender Read(TwilioAddress from, TwilioInbound inbound)
    {
        var phone = from.IsPhone ? from.Value : E164.FromProvider(inbound.WaId);
        var (own, isParent) = (from.IsPhone ? null : from.Value, IsParent(from.Value));
        return new WhatsAppSender(
            from.Value, phone,
            (isParent ? null : own) ?? IdOf(inbound.ExternalUserId),
            (isParent ? own : null) ?? IdOf(inbound.ParentExternalUserId));
    }

    private static bool IsParent(string id) => id.Contains(ParentMark, StringComparison.OrdinalIgnoreCase);

    private static string? IdOf(string field) =>
        TwilioAddress.TryParse(field, out var address) && !address.IsPhone &&
        address.Prefix is "" or WhatsAppIntake.AddressPrefix
            ? address.Value
            : null;
}
