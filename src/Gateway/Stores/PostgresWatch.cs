using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.Records;
using Npgsql;

namespace Gateway.Stores;

/// <summary>
/// Asks PostgreSQL every second whether it is there, and shuts or opens the way to the records. One that is frozen
/// takes connections and never answers: without this, everything that needs it would find that out for itself, seconds
/// later, and hold a connection of the pool meanwhile. It asks by a connection of its own, for a pool that is in use
/// does not mean that PostgreSQL is gone.
/// </summary>
internal sealed partial class PostgresWatch(
    [FromKeyedServices(PostgresWatch.Name)] NpgsqlDataSource postgres, RecordsGate gate, TimeProvider clock,
    ILogger<PostgresWatch> logger)
    : BackgroundService
{
    /// <summary>The key of its data source, which pools nothing.</summary>
    public const string Name = "watch";

    /// <summary>Between two looks while all is well.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An answer that takes longer counts as none. Two in a row, the second by a new connection, and it is away.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(250);

    private const int MostLooks = 3;

    private NpgsqlConnection? _connection;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ThreadPool.GetMinThreads(out var threads, out var ports);
        while (!stoppingToken.IsCancellationRequested)
        {
            var fault = await LookAsync(stoppingToken);
            if (fault is TimeoutException && !gate.IsShut)
            {
                // Npgsql cancels a command that has timed out synchronously, so each connection of the pool may hold a
                // thread, this watch's own among them. The first command that was frozen times out half a second
                // after this.
                ThreadPool.SetMinThreads(threads + StoreServices.MaxPoolSize, ports);
                fault = await LookAsync(stoppingToken);
            }

            if (stoppingToken.IsCancellationRequested)
                break;
            if (fault is null)
                ThreadPool.SetMinThreads(threads, ports);
            if (fault is not null && gate.Shut())
                Log.Away(logger, fault);
            else if (fault is null && gate.Open())
                Log.Back(logger);

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await LeaveAsync(_connection);
    }

    // Where the time-out itself comes late, this process had no time to hear an answer that may have been there.
    private async Task<Exception?> LookAsync(CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var asked = clock.GetTimestamp();
            var fault = await AskAsync(cancellationToken);
            if (fault is not TimeoutException || look == MostLooks || clock.GetElapsedTime(asked) < Patience + Lateness)
                return fault;
        }
    }

    /// <summary>Why PostgreSQL does not answer, or null when it does.</summary>
    [SuppressMessage(
        "Design", "CA1031",
        Justification = "The watch's boundary: whatever keeps an answer from coming is the finding.")]
    private async Task<Exception?> AskAsync(CancellationToken cancellationToken)
    {
        var connection = _connection ??= postgres.CreateConnection();
        var asked = SelectAsync(connection);
        try
        {
            await asked.WaitAsync(Patience, clock, cancellationToken);
            return null;
        }
        catch (Exception fault)
        {
            // What was asked ends by its own time-out; its connection is not asked again.
            _connection = null;
            _ = asked.ContinueWith(
                late => (late.Exception, LeaveAsync(connection)), CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
            return fault;
        }
    }

    private static async Task SelectAsync(NpgsqlConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open)
            await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(CancellationToken.None);
    }

    private static async Task LeaveAsync(NpgsqlConnection? connection)
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "PostgreSQL does not answer; what needs records is refused until it does")]
        public static partial void Away(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Information, "PostgreSQL answers again")]
        public static partial void Back(ILogger logger);
    }
}
