using System.Diagnostics.CodeAnalysis;
using Gateway.Sessions.Engine;
using Npgsql;

namespace Gateway.Archive;

/// <summary>
/// Copies committed turns into PostgreSQL for history, search and statistics. One node does it at a time: the one that
/// holds the database's advisory lock, on the very connection it writes through, so that a node that lost the lock can
/// write nothing.
/// </summary>
internal sealed partial class ArchiveProjector(
    NpgsqlDataSource dataSource, CommitLog log, ArchiveWriter writer, ArchiveMetrics metrics, TimeProvider clock,
    ILogger<ArchiveProjector> logger)
    : BackgroundService
{
    // "archive!" in ASCII.
    private const long LockKey = 0x6172_6368_6976_6521;
    private const int RecordsPerShard = 100;
    private const int ShardsAtOnce = 64;

    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LockPause = TimeSpan.FromSeconds(5);

    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The projector's boundary: nothing that goes wrong with the archive may stop the gateway.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(stoppingToken);
                if (await TryLockAsync(connection, stoppingToken))
                    await ProjectAsync(connection, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                metrics.Failed();
                Log.Interrupted(logger, error);
            }

            await Task.Delay(LockPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProjectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var cursors = await ArchiveWriter.ReadCursorsAsync(connection, cancellationToken);
        while (true)
        {
            var copied = 0;
            var oldest = (DateTimeOffset?)null;
            foreach (var shards in (await log.FindFilledAsync()).Chunk(ShardsAtOnce))
            {
                var batches = (await Task.WhenAll(
                    shards.Select(shard => log.ReadAsync(shard, cursors.GetValueOrDefault(shard), RecordsPerShard))))
                    .Where(batch => batch.Position is not null).ToList();
                if (batches.Count == 0)
                    continue;
                if (batches.SelectMany(batch => batch.Records)
                    .Min(record => (DateTimeOffset?)record.At) is { } earliest)
                    metrics.Behind(clock.GetUtcNow() - (oldest = Earlier(oldest, earliest)).Value);
                await writer.WriteAsync(connection, batches, cancellationToken);
                foreach (var batch in batches)
                {
                    cursors[batch.Shard] = batch.Position!;
                    await log.TrimAsync(batch.Shard, batch.Position!);
                }

                copied += batches.Sum(batch => batch.Records.Count);
            }

            metrics.Copied(copied);
            if (copied > 0)
                continue;
            metrics.Behind(TimeSpan.Zero);
            metrics.Aside(await log.CountAsideAsync());
            await Task.Delay(IdlePause, clock, cancellationToken);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } known && known < other ? known : other;

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(@key)", connection);
        command.Parameters.AddWithValue("key", LockKey);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Copying committed turns was interrupted; it goes on from where it stood")]
        public static partial void Interrupted(ILogger logger, Exception error);
    }
}
