using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>A turn is given the same whether its node remembers the session or not.</summary>
public sealed class KnownSessionsTests(RedisFixture redis, ITestOutputHelper output)
{
    [Fact]
    public void What_is_large_is_not_remembered()
    {
        using var known = new KnownSessions();
        var session = SessionId.New(0, DateTimeOffset.UnixEpoch);
        var small = new KnownSession(session, 1, 1, 2, "{}", LazyEntries.None);
        known.Keep("address", small);
        known.Find("address").ShouldBe(small);

        known.Keep("address", small with { State = new string('x', 40_000) });

        known.Find("address").ShouldBeNull();
        known.Find(session).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_runs_the_next_turn_has_what_the_last_one_left(int seed)
    {
        var chance = new Random(seed);
        var connection = await redis.Server.ConnectAsync();
        SessionStore[] nodes = [Store(connection), Store(connection), Store(connection)];
        var session = await OpenAsync(nodes[0]);
        string? state = null;
        var fromMemory = 0;
        for (var step = 0; step < 300; step++)
        {
            var node = nodes[chance.Next(4) == 0 ? chance.Next(nodes.Length) : 0];
            for (var noise = chance.Next(4); noise == 0; noise = chance.Next(4))
                await nodes[1]
                    .AppendAsync(
                        session, Stored(EntryRole.Operator, step), status: null, generation: null, externalId: null,
                        outgoing: null);
            var before = await BytesOutAsync(connection);
            var lease = (await AcceptAsync(node, session, chance.Next(10) == 0)).Lease;
            lease ??= (await ClaimAsync(node, session)).ShouldNotBeNull();
            if (await BytesOutAsync(connection) - before < 2_500)
                fromMemory++;
            while (lease is not null)
            {
                await CompareAsync(node, lease, state);
                switch (chance.Next(8))
                {
                    case 0:
                        await node.ReleaseAsync(lease);
                        lease = await ClaimAsync(nodes[chance.Next(nodes.Length)], session);
                        continue;
                    case 1:
                        await node.FailAsync(lease, "test", TimeSpan.Zero);
                        lease = await ClaimAsync(nodes[chance.Next(nodes.Length)], session);
                        continue;
                    case 2:
                        // Something is said in mid-turn: it goes with the next.
                        await AcceptAsync(nodes[chance.Next(nodes.Length)], session, standsAlone: chance.Next(2) == 0);
                        break;
                }

                var said = new TurnResult
                {
                    Entries = [.. Enumerable.Range(0, chance.Next(3))
                        .Select(i => new NewEntry(EntryRole.Agent, $"{step}.{i} {new string('x', 200)}"))],
                    State = new SessionState($"{{\"step\":{step}}}"),
                };
                var stored = StoredEntry.Of(said, lease.Turn);
                var committed = await node.CommitAsync(
                    lease, said, stored, [.. stored.Select(entry => entry.ToJson())], canRun: true);
                committed.IsLost.ShouldBeFalse();
                (state, lease) = (said.State.Json, committed.Next);
            }
        }

        output.WriteLine($"{fromMemory} of 300 leases were given little");
        fromMemory.ShouldBeGreaterThan(50, "else nothing was remembered");
    }

    [Fact]
    public async Task A_Redis_that_has_forgotten_its_newest_writes_is_believed()
    {
        var connection = await redis.Server.ConnectAsync();
        var (here, there) = (Store(connection), Store(connection));
        var session = await OpenAsync(here);
        await TurnAsync(here, session, "first");
        var database = connection.GetDatabase();
        RedisKey[] keys = [SessionKeys.Session(session), SessionKeys.Transcript(session)];
        var kept = await Task.WhenAll(keys.Select(key => database.KeyDumpAsync(key)));
        await TurnAsync(here, session, "forgotten");
        for (var i = 0; i < keys.Length; i++)
        {
            await database.KeyDeleteAsync(keys[i]);
            await database.KeyRestoreAsync(keys[i], kept[i]!);
        }

        // Another node says something else under the same fence and at the same place.
        await TurnAsync(there, session, "other");
        var lease = (await AcceptAsync(here, session)).Lease.ShouldNotBeNull();

        lease.Turn.State.Json.ShouldBe("\"other\"");
        lease.Turn.Recent.Where(entry => entry.Role == EntryRole.Agent)
            .Select(entry => entry.Text)
            .ShouldBe(["first", "other"]);
    }

    private static SessionStore Store(IConnectionMultiplexer redis)
    {
        var options = Options.Create(new SessionOptions { MaxAttempts = 1_000 });
        var door = new RedisDoor(redis, options);
        return new SessionStore(
            door, TestNames.Of(door), NodeId.New(), new KnownSessions(), TestChannels.All, options,
            NullLogger<SessionStore>.Instance);
    }

    private static async Task<SessionId> OpenAsync(SessionStore node)
    {
        var session = SessionId.New(7, DateTimeOffset.UtcNow);
        await node.OpenAsync(session, "shop", ChannelKind.Web, Any.Address(), owner: null, "fr");
        return session;
    }

    private static async Task TurnAsync(SessionStore node, SessionId session, string says)
    {
        var lease = (await AcceptAsync(node, session)).Lease.ShouldNotBeNull();
        var said = new TurnResult
        {
            Entries = [new NewEntry(EntryRole.Agent, says)],
            State = new SessionState($"\"{says}\"")
        };
        var stored = StoredEntry.Of(said, lease.Turn);
        await node.CommitAsync(lease, said, stored, [.. stored.Select(entry => entry.ToJson())], canRun: true);
    }

    private static async Task<SessionStore.Accepted> AcceptAsync(
        SessionStore node, SessionId session, bool standsAlone = false)
    {
        var message = Any.Message("a question") with { Session = session, StandsAlone = standsAlone };
        return await node.AcceptAsync(message, session, StoredEntry.Of(message).ToJson(), canRun: true);
    }

    private static async Task<Lease?> ClaimAsync(SessionStore node, SessionId session)
    {
        var (leases, _) = await node.ClaimAsync(session.Shard, 10);
        return leases.SingleOrDefault(lease => lease.Session == session);
    }

    private static byte[] Stored(EntryRole role, int step) =>
        StoredEntry.Of(new NewEntry(role, $"{role} {step}"), turnId: null).ToJson();

    private static async Task CompareAsync(SessionStore node, Lease lease, string? state)
    {
        lease.Turn.State.Json.ShouldBe(state);
        var all =
            (await node.ReadAsync(lease.Session, afterSeq: 0, 10_000, watchFor: null, watchMessage: null))!.Entries;
        var upTo = all.Where(entry => entry.Seq <= lease.Turn.Session.LastSeq).ToArray();
        var reach = lease.Turn.Messages is [var oldest, ..] ? (int)(lease.Turn.Session.LastSeq - oldest.Seq + 1) : 0;
        var answered = lease.Turn.Messages is [.., var newest] ? newest.Seq : long.MaxValue;
        lease.Turn.Recent.Select(entry => (entry.Seq, entry.Text, entry.At))
            .ShouldBe(upTo.TakeLast(Math.Max(SessionStore.Tail, reach))
            .Where(entry => entry.Role != EntryRole.Contact || entry.Seq <= answered)
                .Select(entry => (entry.Seq, entry.Text, entry.At)));
        lease.Turn.Messages.ShouldAllBe(message => message.Role == EntryRole.Contact);
    }

    private static async Task<long> BytesOutAsync(IConnectionMultiplexer redis) => long.Parse(
        ((string)(await redis.GetDatabase().ExecuteAsync("INFO", "stats"))!).Split('\n', StringSplitOptions.TrimEntries)
            .Single(line => line.StartsWith("total_net_output_bytes:", StringComparison.Ordinal)).Split(':')[1],
        System.Globalization.CultureInfo.InvariantCulture);
}
