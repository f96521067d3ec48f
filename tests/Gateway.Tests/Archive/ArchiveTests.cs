using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Testing;
using Gateway.Tests.Faults;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Tests.Archive;

/// <summary>
/// What was committed in Redis stands in PostgreSQL: all of it, once, whichever node copied it and whenever that was
/// stopped.
/// </summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Every_entry_is_copied_once_though_the_copying_node_is_killed_and_another_goes_on()
    {
        var (first, _) = await _cluster.AddGatewayAsync();
        var (second, _) = await _cluster.AddGatewayAsync();
        var sessions = await TalkAsync(first, visitors: 10, messages: 3);
        await first.KillAsync();
        sessions.AddRange(await TalkAsync(second, visitors: 10, messages: 3));

        foreach (var session in sessions)
        {
            var transcript = await _cluster.TranscriptAsync(session);
            var archived = await ArchivedAsync(session, transcript.Count);
            archived.ShouldBe(
                transcript.Select(
                entry => (entry.Seq, entry.Role.ToString().ToLowerInvariant(), entry.Text, entry.TurnId)));
        }

        (await CountAsync("SELECT count(*) FROM archived_turns")).ShouldBe(20 * 3);
    }

    [Fact]
    public async Task Copying_again_from_the_beginning_changes_nothing()
    {
        var (gateway, _) = await _cluster.AddGatewayAsync();
        var session = (await TalkAsync(gateway, visitors: 1, messages: 2)).Single();
        var before = await ArchivedAsync(session, 4);
        await gateway.StopAsync();

        // As if the cursors had been lost and the log been kept: every commit is told once more.
        await CountAsync("DELETE FROM archive_cursors RETURNING 1");
        await _cluster.RepeatCommitLogAsync(session, toSeq: 4);
        var (again, _) = await _cluster.AddGatewayAsync();
        var later = (await TalkAsync(again, visitors: 1, messages: 1)).Single();
        await ArchivedAsync(later, 2);

        (await ArchivedAsync(session, 4)).ShouldBe(before);
        (await CountAsync($"SELECT count(*) FROM archived_turns WHERE session_id = '{session}'")).ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_copied_is_put_aside_and_stops_nothing_and_is_retried_by_hand()
    {
        var (gateway, _) = await _cluster.AddGatewayAsync();
        var session = (await TalkAsync(gateway, visitors: 1, messages: 1)).Single();
        await ArchivedAsync(session, 2);
        await gateway.StopAsync();
        var redis = await _cluster.Redis.ConnectAsync();
        var store = new RawSession(redis.GetDatabase(), session);
        await store.AppendAsync(
            3, """{"role":"operator","author":"A\u0000B","text":"none \u0000","externalId":"x\u0000"}""");
        await store.AppendAsync(4, """{"role":"operator","te""");
        await store.LogAsync("session", "nonsense", "from", "x", "to", "y", "turn", "");

        (gateway, _) = await _cluster.AddGatewayAsync();
        var later = (await TalkAsync(gateway, visitors: 5, messages: 1));
        foreach (var other in later)
            await ArchivedAsync(other, 2);

        (await ReadAsync(session))[2].Text.ShouldBe("none ");
        using var api = await ApiAsync(gateway);
        var parked = await ParkedAsync(api, count: 2);
        parked.ShouldAllBe(item => (string)item!["kind"]! == "archive");
        var entry = parked.Single(item => (string)item!["sessionId"]! == session.Value)!;
        ((long)entry["seq"]!, (string)entry["workspace"]!).ShouldBe((4, "demo-shop"));
        (await RetryAsync(api, entry)).ShouldBe(HttpStatusCode.Conflict);
        (await RetryAsync(api, parked.Single(item => item != entry)!)).ShouldBe(HttpStatusCode.Conflict);

        await store.MendAsync(4, """{"role":"operator","text":"mended"}""");
        (await RetryAsync(api, entry)).ShouldBe(HttpStatusCode.NoContent);

        (await ReadAsync(session))[3].Text.ShouldBe("mended");
        (await ParkedAsync(api, count: 1)).ShouldNotContain(item => (string)item!["id"]! == (string)entry["id"]!);
        redis.Close();
    }

    private async Task<HttpClient> ApiAsync(GatewayProcess gateway)
    {
        const string key = "gwk_archive-tests";
        await CountAsync(
            $"INSERT INTO api_keys (name, key_hash, created_at) VALUES ('test', sha256('{key}'), now()) RETURNING 1");
        var client = new HttpClient { BaseAddress = gateway.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task<HttpStatusCode> RetryAsync(HttpClient api, JsonNode parked) =>
        (await api.PostAsync($"/api/parked/{parked["id"]}/retry", null)).StatusCode;

    /// <summary>What is parked, once it is so many.</summary>
    private static async Task<JsonArray> ParkedAsync(HttpClient api, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var items = (await api.GetFromJsonAsync<JsonNode>("/api/parked", deadline.Token))!["items"]!.AsArray();
            if (items.Count == count)
                return items;
            await Task.Delay(100, deadline.Token);
        }
    }

    private static async Task<List<SessionId>> TalkAsync(GatewayProcess gateway, int visitors, int messages)
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, visitors).Select(async _ =>
        {
            await using var visitor = new Visitor();
            await visitor.ConnectAsync(gateway);
            for (var i = 0; i < messages; i++)
            {
                var sent = await visitor.SendAsync($"m{i}", "Bonjour");
                await visitor.AnswerAsync((long)sent!["seq"]!);
            }

            return visitor.Session;
        }));
        return [.. sessions];
    }

    /// <summary>The session's archived entries, once there are that many: the archive is a moment behind.</summary>
    private async Task<List<(long Seq, string Role, string Text, string? TurnId)>> ArchivedAsync(
        SessionId session, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var entries = await ReadAsync(session);
            if (entries.Count >= count)
                return entries;
            await Task.Delay(100, deadline.Token);
        }
    }

    private async Task<List<(long Seq, string Role, string Text, string? TurnId)>> ReadAsync(SessionId session)
    {
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT seq, role, text, turn_id FROM archived_entries WHERE session_id = @session ORDER BY seq",
            connection);
        command.Parameters.AddWithValue("session", session.Value);
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<(long, string, string, string?)>();
        while (await reader.ReadAsync())
            entries.Add(
                (reader.GetInt64(0), reader.GetString(1), reader.GetString(2),
                await reader.IsDBNullAsync(3) ? null : reader.GetString(3)));
        return entries;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(
            await command.ExecuteScalarAsync() ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Writes what no gateway would.</summary>
    private sealed class RawSession(IDatabase redis, SessionId session)
    {
        private readonly string _tag = $"{{p:{session.Shard:x2}}}";

        public async Task AppendAsync(long seq, string entry)
        {
            await AddAsync($"{_tag}:transcript:{session.Value}", $"{seq}-0", "at", "1700000000000", "entry", entry);
            await redis.HashSetAsync($"{_tag}:session:{session.Value}", "seq", seq);
            await LogAsync("session", session.Value, "from", $"{seq}", "to", $"{seq}", "turn", "");
        }

        public Task LogAsync(params string[] fields) => AddAsync($"{_tag}:log", "*", fields);

        public async Task MendAsync(long seq, string entry)
        {
            var key = $"{_tag}:transcript:{session.Value}";
            var entries = (RedisResult[])(await redis.ExecuteAsync("XRANGE", (RedisKey)key, "-", "+"))!;
            await redis.KeyDeleteAsync(key);
            foreach (var one in entries.Select(one => (RedisResult[])one!))
            {
                var fields = (string[])one[1]!;
                await AddAsync(key, (string)one[0]!, (string)one[0]! == $"{seq}-0" ? [.. fields[..3], entry] : fields);
            }
        }

        private async Task AddAsync(string stream, string id, params string[] fields) =>
            await redis.ExecuteAsync("XADD", [(RedisKey)stream, id, .. fields]);
    }
}
