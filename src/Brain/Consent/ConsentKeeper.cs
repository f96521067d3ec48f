using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Contacts;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Consent;

/// <summary>
/// At start, closes in Redis what the records say is closed: Redis may be a new one. It goes on until all of it was
/// done once.
/// </summary>
internal sealed partial class ConsentKeeper(
    IDbContextFactory<RecordsDbContext> records, OptOutMarks marks, TimeProvider time, ILogger<ConsentKeeper> logger)
        : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Copies all opt-outs. What is closed already stays as it is.</summary>
    /// <returns>How many it was, by contact and channel.</returns>
    public async Task<int> CopyAsync(CancellationToken cancellationToken)
    {
        var copied = 0;
        for (var last = Guid.Empty; ;)
        {
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            var ids = await db.ConsentStates.Where(state => state.OptedOut && state.ContactId > last)
                .Select(state => state.ContactId).Distinct().Order().Take(AtOnce).ToArrayAsync(cancellationToken);
            if (ids.Length == 0)
                return copied;
            copied += await CopyAsync(db, ids, cancellationToken);
            last = ids[^1];
        }
    }

    private async Task<int> CopyAsync(RecordsDbContext db, Guid[] ids, CancellationToken cancellationToken)
    {
        // While the rows are held no one can start again what is about to be closed.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await ContactBook.LockAsync(db, ids, cancellationToken);
        var closed = await db.ConsentStates.AsNoTracking()
            .Where(state => state.OptedOut && ids.Contains(state.ContactId))
            .ToListAsync(cancellationToken);
        var identities = (await db.ContactIdentities.AsNoTracking()
            .Where(identity => ids.Contains(identity.ContactId))
            .ToListAsync(cancellationToken))
            .ToLookup(identity => identity.ContactId);
        foreach (var state in closed)
            await marks.SetAsync(state.Workspace, state.Channel, identities[state.ContactId], optedOut: true);
        await transaction.CommitAsync(cancellationToken);
        return closed.Count;
    }

    /// <inheritdoc/>
    [SuppressMessage(
        "Design", "CA1031",
        Justification =
        "The keeper's boundary: stores that are not there yet are asked again, and the gateway starts.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Log.Copied(logger, await CopyAsync(stoppingToken));
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Interrupted(logger, exception);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Count} opt-outs of the records hold in Redis")]
        public static partial void Copied(ILogger logger, int count);

        [LoggerMessage(LogLevel.Warning, "Copying the opt-outs was interrupted; it is tried again")]
        public static partial void Interrupted(ILogger logger, Exception exception);
    }
}
