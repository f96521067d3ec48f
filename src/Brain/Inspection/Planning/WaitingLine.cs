using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// Those who wait for a slot, in the order in which they came. What comes free is kept for the first it suits, who is
/// told; when they do not take it in time, the next is asked.
/// </summary>
/// <param name="records">Where they stand.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when somebody could not be told.</param>
/// <param name="news">Tells them; null: nothing is kept for anybody.</param>
/// <param name="hosted">Keeps the existing database that centres are in; null: there is none.</param>
public sealed partial class WaitingLine(
    IDbContextFactory<RecordsDbContext> records, TimeProvider time, ILogger<WaitingLine> logger,
    IWaitingNews? news = null, HostedBook? hosted = null)
{
    private const int MostName = 80;
    private const int MostEmail = 254;

    /// <summary>Puts somebody at the end of the line; asked again under the same key, they keep their place.</summary>
    /// <returns>Their entry, or why there is none.</returns>
    public async Task<(WaitingEntry? Entry, BookingRefusal? Refusal)> JoinAsync(
        Centre centre, WaitingDraft draft, BookingOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var query = draft.Query;
        if (ClientInfo.PhoneOf(centre, draft.Phone) is not { } phone)
            return (null, BookingRefusal.PhoneMalformed);
        if (!centre.Takes(query.Vehicle))
            return (null, BookingRefusal.VehicleNotTaken);
        if (query.To < query.From || query.To < WallClock.DayOf(now, centre.Zone))
            return (null, BookingRefusal.Past);
        var entry = await Races.RunAsync(records, async db =>
        {
            if (await db.WaitingEntries.AsNoTracking().SingleOrDefaultAsync(
                one => one.Workspace == centre.Id && one.Key == origin.Key, cancellationToken) is { } known)
                return known;
            var added = new WaitingEntry
            {
                Workspace = centre.Id,
                Key = origin.Key,
                FromDay = query.From,
                ToDay = query.To,
                Vehicle = query.Vehicle,
                Visit = query.Visit,
                Part = query.Part,
                NotBefore = query.NotBefore,
                NotAfter = query.NotAfter,
                FirstName = WellFormed.Line(draft.FirstName, MostName),
                LastName = WellFormed.Line(draft.LastName, MostName),
                Phone = phone,
                Email = WellFormed.Line(draft.Email, MostEmail),
                Session = origin.Session,
                Contact = origin.Contact,
                Channel = origin.Channel,
                Status = WaitingStatus.Waiting,
                CreatedAt = now,
            };
            db.WaitingEntries.Add(added);
            await db.SaveChangesAsync(cancellationToken);
            return added;
        }, cancellationToken);
        return (entry, null);
    }

    /// <summary>Takes somebody off the line, and gives back what is kept for them.</summary>
    /// <returns>Whether they are off it, now or since earlier; false when there is no such entry.</returns>
    public async Task<bool> WithdrawAsync(Centre centre, long id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.WaitingEntries
            .Where(one => one.Id == id && one.Workspace == centre.Id
                && (one.Status == WaitingStatus.Waiting || one.Status == WaitingStatus.Offered))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Status, WaitingStatus.Withdrawn), cancellationToken);
        await BayAgenda.ReleaseAsync(db, centre.Id, WaitingEntry.HolderOf(id), cancellationToken);
        return await db.WaitingEntries.AnyAsync(
            one => one.Id == id && one.Workspace == centre.Id, cancellationToken);
    }

    /// <summary>Those of a centre, in their order.</summary>
    /// <param name="workspace">Id of the centre.</param>
    /// <param name="status">One of <see cref="WaitingStatus"/>; null: any.</param>
    /// <param name="after">Those behind the one with that id; null: from the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<WaitingEntry>> PageAsync(
        string workspace, string? status, long? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.WaitingEntries.AsNoTracking()
            .Where(one => one.Workspace == workspace && (status == null || one.Status == status)
                && (after == null || one.Id > after))
            .OrderBy(one => one.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The one with that id, in whatever centre; null when there is none.</summary>
    public async Task<WaitingEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.WaitingEntries.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
    }

    /// <summary>
    /// Gives back what was not taken in time, keeps what is free for who is next, and tells them. To be called when
    /// something came free, and now and then.
    /// </summary>
    public async Task ServeAsync(Centre centre, CancellationToken cancellationToken)
    {
        if (news is null)
            return;
        await Races.RunAsync(
            records, db => WaitingTurns.OfferAsync(db, hosted, centre, time.GetUtcNow(), cancellationToken),
            cancellationToken);
        await TellAsync(centre, news, cancellationToken);
    }

    private async Task TellAsync(Centre centre, IWaitingNews teller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var untold = await db.WaitingEntries
            .Where(one => one.Workspace == centre.Id && one.Status == WaitingStatus.Offered && one.ToldAt == null
                && one.OfferedUntil > now)
            .OrderBy(one => one.Id)
            .ToListAsync(cancellationToken);
        foreach (var entry in untold)
        {
            var slot = Slot.At(centre, entry.OfferedSlot!.Value.UtcDateTime, entry.Vehicle, entry.Visit);
            try
            {
                await teller.TellAsync(centre, entry, slot, entry.OfferedUntil!.Value, cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // It is tried again the next time; when it never works, the slot goes to the next.
                Log.NotTold(logger, fault, centre.Id, entry.Id);
                continue;
            }

            await db.WaitingEntries
                .Where(one => one.Id == entry.Id && one.OfferedSlot == entry.OfferedSlot)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.ToldAt, now), cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Somebody who waits for a slot of {Workspace} could not be told yet (entry {Entry}).")]
        public static partial void NotTold(ILogger logger, Exception exception, string workspace, long entry);
    }
}
