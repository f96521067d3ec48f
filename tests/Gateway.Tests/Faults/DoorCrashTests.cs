using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Faults;

/// <summary>
/// kill -9 of a gateway at each step of what needs no message: a wake, a beginning, an interrupt. Each is done once,
/// or, for an interrupt, the answer is heard whole.
/// </summary>
public sealed class DoorCrashTests(CrashTests.Stores stores) : IClassFixture<CrashTests.Stores>, IAsyncLifetime
{
    private readonly Cluster _cluster = stores.Cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The next test finds the stores without a gateway.</summary>
    public ValueTask DisposeAsync() => _cluster.StopGatewaysAsync();

    [Theory]
    [InlineData("claim", ProxyPoint.BeforeAnswer)]
    [InlineData("commit", ProxyPoint.BeforeRedis)]
    [InlineData("commit", ProxyPoint.BeforeAnswer)]
    public async Task Killed_at_a_beginning_s_turn(string script, ProxyPoint point)
    {
        await using var outside = await _cluster.ReaderAsync();
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        // The sweep claims all the time: the one that takes this session up is the one after it was begun.
        var begun = await outside.GetRequiredService<SessionEngine>().BeginAsync(Request("begin:" + script + point));
        await proxy.BreakAt(script, point, doomed.KillAsync);

        await _cluster.AddGatewayAsync();

        var entries = await EntriesAsync(begun.Session!.Value, 1);
        entries.ShouldHaveSingleItem().Text.ShouldContain("Votre commande est prête.");
        entries[0].TurnId.ShouldBe($"{begun.Session}-1");
    }

    [Theory]
    [InlineData(ProxyPoint.BeforeRedis)]
    [InlineData(ProxyPoint.BeforeAnswer)]
    public async Task A_beginning_of_which_its_beginner_never_heard_is_said_again_and_is_one(ProxyPoint point)
    {
        await using var outside = await _cluster.ReaderAsync(out var proxy);
        await using (proxy)
        {
            var request = Request(
                "lost:" + point) with
            { Address = point == ProxyPoint.BeforeRedis ? "+33600000091" : "+33600000092" };
            var broken = proxy.BreakAt("begin", point);
            var engine = outside.GetRequiredService<SessionEngine>();
            await Should.ThrowAsync<SessionStoreUnavailableException>(() => engine.BeginAsync(request));
            await broken;
            await _cluster.AddGatewayAsync();

            var again = await SayAgainAsync(() => engine.BeginAsync(request));

            again.Outcome.ShouldBe(
                point == ProxyPoint.BeforeRedis ? BeginningOutcome.Begun : BeginningOutcome.Duplicate);
            (await EntriesAsync(again.Session!.Value, 1)).ShouldHaveSingleItem();
        }
    }

    [Theory]
    [InlineData("commit", ProxyPoint.BeforeRedis)]
    [InlineData("commit", ProxyPoint.BeforeAnswer)]
    public async Task Killed_at_a_wake_s_turn(string script, ProxyPoint point)
    {
        await using var outside = await _cluster.ReaderAsync();
        var engine = outside.GetRequiredService<SessionEngine>();
        var session = await engine.OpenAsync(
            "demo-shop", ChannelKind.Web, Guid.NewGuid().ToString("N"), contact: null, "fr");
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        var killed = proxy.BreakAt(script, point, doomed.KillAsync);
        await engine.WakeAsync(session, new Wake("reminder", DateTimeOffset.UtcNow, "reminder"));
        await killed;

        await _cluster.AddGatewayAsync();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var redis = await _cluster.Redis.ConnectAsync();
        while ((string?)await redis.GetDatabase()
            .HashGetAsync($"{{p:{session.Shard:x2}}}:session:{session.Value}", "turns") != "1")
            await Task.Delay(50, deadline.Token);
        (await engine.ListWakesAsync(session))!.ShouldBeEmpty();
        (await redis.GetDatabase().KeyExistsAsync($"{{p:{session.Shard:x2}}}:woken:{session.Value}")).ShouldBeFalse();
        await redis.CloseAsync();
    }

    [Theory]
    [InlineData(ProxyPoint.BeforeRedis)]
    [InlineData(ProxyPoint.BeforeAnswer)]
    public async Task Killed_at_an_interrupt(ProxyPoint point)
    {
        var (doomed, proxy) = await _cluster.AddGatewayAsync(paceMs: 200);
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);
        await visitor.SendAsync("m-1", "Bonjour");
        var turn = (string)(await visitor.FirstDeltaAsync())["turnId"]!;
        var killed = proxy.BreakAt("interrupt", point, doomed.KillAsync);
        await Should.ThrowAsync<Exception>(() => visitor.CallAsync("Stop", new { turnId = turn }));
        await killed;

        var (heir, _) = await _cluster.AddGatewayAsync();
        await visitor.ConnectAsync(heir);

        (await visitor.AnswerAsync(1)).ShouldNotBeEmpty();
        var entries = await _cluster.TranscriptAsync(visitor.Session);
        entries.Select(entry => (entry.Seq, entry.Role, entry.Heard))
            .ShouldBe([(1, EntryRole.Contact, null), (2, EntryRole.Agent, null)]);
    }

    [Fact]
    public async Task A_visitor_stops_a_turn_that_runs_on_another_node()
    {
        var (first, _) = await _cluster.AddGatewayAsync(paceMs: 200);
        var (second, _) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(first);
        // Its answer takes some seconds: it still runs when the visitor has come to the other node.
        await visitor.SendAsync("m-1", "Bonjour, quelles sont vos conditions de livraison et de retour ?");
        var turn = (string)(await visitor.FirstDeltaAsync())["turnId"]!;
        await visitor.ConnectAsync(second);

        await visitor.CallAsync("Stop", new { turnId = turn });

        (await visitor.AnswerAsync(1)).ShouldNotBeEmpty();
        var entry = (await _cluster.TranscriptAsync(visitor.Session))[1];
        entry.Heard.ShouldBe(entry.Text);
    }

    private static BeginRequest Request(string id) => new()
    {
        Workspace = "demo-shop",
        Channel = ChannelKind.Sms,
        Address = "+336"
            + Math.Abs(id.GetHashCode(StringComparison.Ordinal) % 100_000_000)
            .ToString("D8", System.Globalization.CultureInfo.InvariantCulture),
        Line = "+33700000001",
        Locale = "fr",
        ExternalId = id,
        Cause = new Begin("test", MessageClass.Service, "Votre commande est prête."),
    };

    private static async Task<T> SayAgainAsync<T>(Func<Task<T>> say)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                return await say();
            }
            catch (SessionStoreUnavailableException)
            {
                await Task.Delay(50, deadline.Token);
            }
        }
    }

    private async Task<IReadOnlyList<Entry>> EntriesAsync(SessionId session, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var entries = await _cluster.TranscriptAsync(session);
            if (entries.Count >= count)
                return entries;
            await Task.Delay(100, deadline.Token);
        }
    }
}
