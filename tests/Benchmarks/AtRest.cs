using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Testing;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>
/// What a turn of the built gateway costs, its own house model answering and its archive running, first with empty
/// stores and then with many sessions at rest in Redis and many more archived.
/// </summary>
internal sealed class AtRest(Scale scale, TextWriter output)
{
    private const int Visitors = 50;
    private const string SiteKey = "demo-shop";

    // Sessions that lie in the archive as a shop's do: one question and one answer each, over a year.
    private const string Fill =
        """
        INSERT INTO archived_sessions (session_id, workspace, channel, address, contact, locale, status, last_seq, created_at, updated_at)
        SELECT 'rest-' || n, 'demo-shop', 'web', 'visitor-' || n, NULL, 'fr', 'open', 2,
          now() - n * interval '30 seconds', now() - n * interval '30 seconds' FROM generate_series(1, @count) AS n;
        INSERT INTO archived_turns (turn_id, session_id, number, committed_at)
        SELECT 'rest-' || n || '-1', 'rest-' || n, 1, now() - n * interval '30 seconds' FROM generate_series(1, @count) AS n;
        INSERT INTO archived_entries (session_id, seq, role, text, parts, turn_id, at)
        SELECT 'rest-' || n, seq, CASE seq WHEN 1 THEN 'contact' ELSE 'agent' END, 'Bonjour, avez-vous encore la cocotte en fonte bleue ?', '[]',
          'rest-' || n || '-1', now() - n * interval '30 seconds' FROM generate_series(1, @count) AS n, generate_series(1, 2) AS seq;
        ANALYZE;
        """;

    public async Task RunAsync()
    {
        await using var redis = await RedisServer.StartAsync("everysec");
        await using var postgres = await PostgresServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await using var records = NpgsqlDataSource.Create(postgres.ConnectionString());
        (string, string)[] stores =
            [("ConnectionStrings:Redis", redis.ConnectionString),
                ("ConnectionStrings:Postgres", postgres.ConnectionString()),
                ("Sessions:AddressKey", MeasuredServer.AddressKey)];

        output.WriteLine(
            Text(
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, load average {Disk.LoadAverage()}."));
        output.WriteLine();
        output.WriteLine(
            Text(
            $"| {Visitors} visitors | turns/s | gateway, processor ms a turn | Redis, processor ms a turn | PostgreSQL, ms at work a turn |"));
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        Row("empty stores", await MeasureAsync(stores, connection, records));
        await RestAsync(redis);
        await ExecuteAsync(records, Fill, scale.Archived);
        Row(
            Text($"{scale.AtRest:N0} sessions at rest, {scale.Archived:N0} archived"),
            await MeasureAsync(stores, connection, records));
    }

    /// <summary>Has that many contacts answered once each, by SMS.</summary>
    private async Task RestAsync(RedisServer redis)
    {
        await using var provider = await StandIn.StartAsync();
        await using var gateway = await ServerProcess.StartAsync(
            TurnServer.Sms, redis.ConnectionString, provider.Address);
        var load = new TurnLoad(provider);
        var open = await TurnLoad.ConnectAsync(gateway, 64);
        for (var made = 0; made < scale.AtRest; made += 2_000)
            await load.AsFastAsCanBeAsync(open, load.Create(TurnRequest.Sms, Math.Min(2_000, scale.AtRest - made)));
        foreach (var one in open)
            await one.DisposeAsync();
    }

    private async Task<Go> MeasureAsync(
        (string, string)[] stores, ConnectionMultiplexer connection, NpgsqlDataSource records)
    {
        await using var gateway = await GatewayProcess.StartAsync(stores);
        using var process = Process.GetProcessById(gateway.Id);
        var statistics = new RedisStatistics(connection);
        await ArchivedAsync(records);
        var hub = new UriBuilder(
            gateway.Address)
        { Scheme = "ws", Path = MeasuredServer.HubPath, Query = "siteKey=" + SiteKey }.Uri;
        var visitors = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ =>
            HubConnection.ConnectAsync(hub, endsWithEntry: true, CancellationToken.None, SiteKey, knowsWords: false)));
        await Load.AsFastAsCanBeAsync(visitors, scale.Compiling);
        var goes = new List<Go>();
        for (var round = 0; round < scale.Rounds; round++)
        {
            process.Refresh();
            var (processor, redis, postgres) =
                (process.TotalProcessorTime, await statistics.ProcessorTimeAsync(), await ActiveMsAsync(records));
            var (turns, took) = await Load.AsFastAsCanBeAsync(visitors, scale.Go * 2);
            // What was said is copied behind the turns, and that is part of what they cost.
            await ArchivedAsync(records);
            process.Refresh();
            goes.Add(new Go(
                turns / took.TotalSeconds, (process.TotalProcessorTime - processor).TotalMilliseconds / turns,
                (await statistics.ProcessorTimeAsync() - redis).TotalMilliseconds / turns,
                (await ActiveMsAsync(records) - postgres) / turns));
        }

        foreach (var visitor in visitors)
            await visitor.DisposeAsync();
        return goes.OrderBy(go => go.PerSecond).ElementAt(goes.Count / 2);
    }

    /// <summary>Ends when nothing more comes into the archive.</summary>
    private static async Task ArchivedAsync(NpgsqlDataSource records)
    {
        for (var (last, now) = (-1L, 0L); now != last;
            now = await ScalarAsync<long>(
            records, "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'archived_turns'"))
        {
            last = now;
            // The counters are told by the second, and the copying begins when the last who did it is known to be gone.
            await Task.Delay(TimeSpan.FromSeconds(6));
        }
    }

    /// <summary>How long PostgreSQL has been at work on statements so far.</summary>
    private static Task<double> ActiveMsAsync(NpgsqlDataSource records) =>
        ScalarAsync<double>(records, "SELECT active_time FROM pg_stat_database WHERE datname = current_database()");

    private static async Task<T> ScalarAsync<T>(NpgsqlDataSource records, string sql)
    {
        await using var command = records.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource records, string sql, int count)
    {
        await using var command = records.CreateCommand(sql);
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("count", count);
        await command.ExecuteNonQueryAsync();
    }

    private void Row(string what, Go go) =>
        output.WriteLine(
            Text(
            $"| {what} | {go.PerSecond:N0} | {go.GatewayMs:0.000} | {go.RedisMs:0.000} | {go.PostgresMs:0.000} |"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one go came to.</summary>
    private sealed record Go(double PerSecond, double GatewayMs, double RedisMs, double PostgresMs);
}
