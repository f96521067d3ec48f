using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Gateway.Inspection.Centres;
using Gateway.Inspection.Centres.Fields;
using Gateway.Workspaces;

namespace Gateway.Inspection.Hosted;

/// <summary>
/// Serves the centres of an existing database, and takes up what changes there. While it is away, what is served stays
/// as it is. Rows whose status is <c>inactive</c>, <c>disabled</c> or <c>deleted</c> are not served.
/// </summary>
internal sealed partial class HostedCentres(
    HostedDatabase database, HostedCentreReader reader, ServedWorkspaces served, TimeProvider time,
    ILogger<HostedCentres> logger) : BackgroundService, ICentreMarks
{
    private const int MostCentres = 10_000;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);
    private static readonly string[] Unserved = ["inactive", "disabled", "deleted"];

    private volatile IReadOnlyDictionary<string, CentreMark> _marks = new Dictionary<string, CentreMark>();
    private string? _read;
    private bool _isAway;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, CentreMark>> FindAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var marks = _marks;
        return Task.FromResult<IReadOnlyDictionary<string, CentreMark>>(
            ids.Where(marks.ContainsKey).ToDictionary(id => id, id => marks[id], StringComparer.Ordinal));
    }

    /// <summary>Takes up what the table says now.</summary>
    /// <returns>False when it could not be read: then what is served stays as it is.</returns>
    [SuppressMessage(
        "Design", "CA1031", Justification = "The watch's boundary: a look that fails is logged and made again.")]
    public async Task<bool> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
            _isAway = false;
            return true;
        }
        catch (Exception fault)
            when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (!_isAway)
                Log.Away(logger, fault);
            _isAway = true;
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Source is null)
            return;
        using var timer = new PeriodicTimer(Poll, time);
        try
        {
            do
                await TryLookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        // As JSON: whatever columns there are, and of whatever types.
        await using var command = database.Source!.CreateCommand(
            "SELECT to_jsonb(c)::text FROM centers c ORDER BY c.id LIMIT $1");
        command.Parameters.Add(new Npgsql.NpgsqlParameter<int> { TypedValue = MostCentres });
        await using (var reading = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reading.ReadAsync(cancellationToken))
                rows.Add(reading.GetString(0));
        }

        var now = string.Join('\n', rows);
        if (now == _read)
            return;
        var centres = rows.Select(row => (JsonObject)JsonNode.Parse(row)!)
            .Where(row => !Unserved.Contains(FieldValues.TextOf(row["status"]))).ToList();
        _marks = centres.DistinctBy(HostedCentreReader.IdOf)
            .ToDictionary(HostedCentreReader.IdOf, HostedCentreReader.MarkOf, StringComparer.Ordinal);
        served.TakeHosted([.. centres.DistinctBy(HostedCentreReader.IdOf).Select(reader.Read)]);
        _read = now;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The table of centres (ConnectionStrings:Centres) cannot be read; what is served stays as it is.")]
        public static partial void Away(ILogger logger, Exception exception);
    }
}
