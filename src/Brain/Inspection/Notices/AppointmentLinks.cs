using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>
/// Makes the links that stand in messages, and tells which ones it made: signed for one appointment and the telephone
/// it was told to, and good until it begins.
/// </summary>
public sealed class AppointmentLinks(IAddressKey key, IAppointmentPages pages)
{
    /// <summary>How long after the visit they may say how it was.</summary>
    public static TimeSpan RatingLife { get; } = TimeSpan.FromDays(30);

    /// <summary>Where an appointment is seen, moved and cancelled; null: nowhere.</summary>
    public async Task<Uri?> ToAsync(Appointment appointment) => UriOf(await LinkAsync(
        LinkKind.Appointment, appointment.Id, appointment.SlotDatetime, appointment.ClientPhone));

    /// <summary>Where they say how content they were; null: nowhere.</summary>
    public async Task<Uri?> ToRatingAsync(Appointment appointment) => UriOf(await LinkAsync(
        LinkKind.Rating, appointment.Id, appointment.EndsAt + RatingLife, appointment.ClientPhone));

    /// <summary>Where somebody who waits takes the slot that is kept for them; null: nowhere.</summary>
    public async Task<Uri?> ToOfferAsync(WaitingEntry entry, DateTimeOffset until) =>
        UriOf(await LinkAsync(LinkKind.Offer, IdOf(entry.Id), until, entry.Phone));

    /// <summary>The path of an appointment's page.</summary>
    public async Task<string> PathToAsync(Appointment appointment) => PathOf(await LinkAsync(
        LinkKind.Appointment, appointment.Id, appointment.SlotDatetime, appointment.ClientPhone));

    /// <summary>Whether we made a link, for who has that telephone; compared in constant time.</summary>
    public async Task<bool> IsGenuineAsync(AppointmentLink link, string? phone)
    {
        var ours = await LinkAsync(link.Kind, link.Id, link.ExpiresAt, phone);
        return CryptographicOperations.FixedTimeEquals(ours.Signature.Span, link.Signature.Span);
    }

    /// <summary>The entry of a link to an offer.</summary>
    public static long EntryOf(AppointmentLink link)
    {
        Span<byte> bytes = stackalloc byte[16];
        link.Id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }

    private static Guid IdOf(long entry)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], entry);
        return new Guid(bytes, bigEndian: true);
    }

    private static string PathOf(AppointmentLink link) => $"/r/{link.Token}";

    private Uri? UriOf(AppointmentLink link) => pages.Address is { } address ? new Uri(address + PathOf(link)) : null;

    private async Task<AppointmentLink> LinkAsync(LinkKind kind, Guid id, DateTimeOffset expiresAt, string? phone)
    {
        var secret = await key.GetAsync();
        var purpose = Encoding.UTF8.GetBytes($"appointment link\n{phone}\n");
        var signed = new byte[purpose.Length + AppointmentLink.SignedBytes];
        purpose.CopyTo(signed, 0);
        AppointmentLink.Write(kind, id, expiresAt, signed.AsSpan(purpose.Length));
        return new AppointmentLink(
            kind, id, expiresAt, HMACSHA256.HashData(secret, signed).AsMemory(0, AppointmentLink.SignatureBytes));
    }
}
