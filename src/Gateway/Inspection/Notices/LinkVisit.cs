using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Channels;
using Gateway.Inspection.Planning;
using Gateway.Sessions;
using Gateway.Sessions.Engine;

namespace Gateway.Inspection.Notices;

/// <summary>Opens what a link leads to, for who has it, and counts how often links are tried.</summary>
internal sealed class LinkVisit(
    AppointmentLinks links, AppointmentList appointments, WaitingLine waiting, CentreLookup centres, Limits limits,
    TimeProvider time)
{
    private static readonly Allowance Looks = new(120, 1_000, null);
    private static readonly Allowance Changes = new(20, 100, null);

    /// <summary>How long to wait before the next try; null: none too many were made.</summary>
    /// <param name="context">The request.</param>
    /// <param name="changes">Whether something is to be changed.</param>
    public async Task<TimeSpan?> CountAsync(HttpContext context, bool changes)
    {
        var network = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        var used = changes
            ? await limits.CountAsync("appointmentLinkChanges", network, Changes)
            : await limits.CountAsync("appointmentLinks", network, Looks);
        return used?.Wait;
    }

    /// <summary>What an appointment's link leads to; null when it is no link of ours.</summary>
    /// <param name="token">As it stands in the address.</param>
    /// <param name="kind"><see cref="LinkKind.Appointment"/> or <see cref="LinkKind.Rating"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<OpenedAppointment?> OpenAsync(string token, LinkKind kind, CancellationToken cancellationToken)
    {
        if (AppointmentLink.Read(token) is not { } link || link.Kind != kind
            || await appointments.FindAsync(link.Id, workspace: null, cancellationToken) is not { } appointment
            || !await links.IsGenuineAsync(link, appointment.ClientPhone)
            || centres.Find(appointment.CenterId) is not { } centre)
            return null;
        var now = time.GetUtcNow();
        var isOver = link.ExpiresAt <= now || (kind == LinkKind.Appointment && appointment.SlotDatetime <= now);
        return new OpenedAppointment(token, centre, appointment, isOver, now);
    }

    /// <summary>The slot that a link offers; null when it is no link of ours.</summary>
    public async Task<OpenedOffer?> OpenOfferAsync(string token, CancellationToken cancellationToken)
    {
        if (AppointmentLink.Read(token) is not { Kind: LinkKind.Offer } link
            || await waiting.FindAsync(AppointmentLinks.EntryOf(link), cancellationToken) is not { } entry
            || !await links.IsGenuineAsync(link, entry.Phone)
            || centres.Find(entry.Workspace) is not { } centre)
            return null;
        var now = time.GetUtcNow();
        var isOver = link.ExpiresAt <= now || entry.Status != WaitingStatus.Offered || entry.OfferedUntil <= now
            || entry.OfferedSlot is null;
        var slot = new Slot(
            TimeZoneInfo.ConvertTime(entry.OfferedSlot ?? now, centre.Zone),
            centre.MinutesFor(entry.Vehicle, entry.Visit), entry.Vehicle, entry.Visit);
        return new OpenedOffer(token, centre, entry, slot, isOver);
    }
}

/// <summary>What a link to an appointment leads to.</summary>
/// <param name="Token">The link's own.</param>
/// <param name="Centre">Where.</param>
/// <param name="Appointment">The appointment, as it stands now.</param>
/// <param name="IsOver">Whether the link is good for nothing any more.</param>
/// <param name="Now">When it was opened.</param>
public sealed record OpenedAppointment(
    string Token, Centre Centre, Appointment Appointment, bool IsOver, DateTimeOffset Now)
{
    /// <summary>Whether it can be moved or cancelled.</summary>
    public bool CanChange => !IsOver && Appointment.Status == AppointmentStatus.Confirmed;
}

/// <summary>What a link to a slot that came free leads to.</summary>
/// <param name="Token">The link's own.</param>
/// <param name="Centre">Where.</param>
/// <param name="Entry">Who waits.</param>
/// <param name="Slot">What is kept for them.</param>
/// <param name="IsOver">Whether it is kept for them no more.</param>
public sealed record OpenedOffer(string Token, Centre Centre, WaitingEntry Entry, Slot Slot, bool IsOver);
