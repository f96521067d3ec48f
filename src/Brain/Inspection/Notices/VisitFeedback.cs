using Gateway.Brain.Consent;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Inspection.Notices;

/// <summary>What people say after their visit: how content they were, and whether to invite them again.</summary>
public sealed class VisitFeedback
{
    /// <summary>Which wording they agreed to: the page's, as of that day.</summary>
    public const string WordingVersion = "inspection-invitation-2026-12";

    private readonly IDbContextFactory<RecordsDbContext> _records;
    private readonly IContacts _contacts;
    private readonly ConsentBook _consents;
    private readonly TimeProvider _time;

    internal VisitFeedback(
        IDbContextFactory<RecordsDbContext> records, IContacts contacts, ConsentBook consents, TimeProvider time) =>
        (_records, _contacts, _consents, _time) = (records, contacts, consents, time);

    /// <summary>Keeps how content they were, 1 to 5; said again, the last counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of these.</exception>
    public async Task RateAsync(Appointment appointment, int satisfaction, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(satisfaction, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(satisfaction, 5);
        DateTimeOffset? now = _time.GetUtcNow();
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        await db.Appointments.Where(one => one.Id == appointment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Satisfaction, satisfaction).SetProperty(one => one.RatedAt, now),
            cancellationToken);
    }

    /// <summary>
    /// Keeps that they agreed to be invited by SMS when the next inspection is due; false when there is no telephone.
    /// </summary>
    public async Task<bool> AgreeAsync(Appointment appointment, CancellationToken cancellationToken)
    {
        if (appointment.ClientPhone is not { } phone)
            return false;
        var contact = await _contacts.ResolveAsync(
            appointment.CenterId, ChannelKind.Sms,
            new Sender(null, [new ContactIdentity(IdentityKind.Phone, phone)]), cancellationToken);
        var agreement = new MarketingAgreement(
            WordingVersion, $"appointment:{appointment.Id}", $"appointment:{appointment.Id}:invitation",
            _time.GetUtcNow());
        await _consents.AgreeAsync(appointment.CenterId, contact, ChannelKind.Sms, agreement, cancellationToken);
        return true;
    }
}
