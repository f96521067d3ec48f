using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Tests.Faults;

/// <summary>
/// kill -9 of a gateway at each step of a message's way. Whatever the step, the visitor ends with the message once and
/// one answer.
/// </summary>
public sealed class CrashTests(CrashTests.Stores stores) : IClassFixture<CrashTests.Stores>, IAsyncLifetime
{
    private readonly Cluster _cluster = stores.Cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The next test finds the stores without a gateway.</summary>
    public ValueTask DisposeAsync() => _cluster.StopGatewaysAsync();

    [Fact]
    public async Task Killed_before_the_message_reached_Redis()
    {
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);

        var killed = proxy.BreakAt("accept", ProxyPoint.BeforeRedis, doomed.KillAsync);
        await Should.ThrowAsync<HubRefusedException>(() => visitor.SendAsync("m-1", "Bonjour"));
        await killed;

        await GoOnAsync(visitor, resend: true);
    }

    [Fact]
    public async Task Killed_when_the_message_was_kept_and_the_visitor_not_told()
    {
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);

        var killed = proxy.BreakAt("accept", ProxyPoint.BeforeAnswer, doomed.KillAsync);
        await Should.ThrowAsync<HubRefusedException>(() => visitor.SendAsync("m-1", "Bonjour"));
        await killed;

        await GoOnAsync(visitor, resend: true);
    }

    [Fact]
    public async Task Killed_in_mid_turn()
    {
        var (doomed, _) = await _cluster.AddGatewayAsync(paceMs: 200);
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);
        await visitor.SendAsync("m-1", "Bonjour");

        await visitor.FirstDeltaAsync();
        await doomed.KillAsync();

        await GoOnAsync(visitor, resend: false);
    }

    [Fact]
    public async Task Killed_between_model_and_commit()
    {
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);

        var killed = proxy.BreakAt("commit", ProxyPoint.BeforeRedis, doomed.KillAsync);
        await visitor.SendAsync("m-1", "Bonjour");
        await killed;

        await GoOnAsync(visitor, resend: false);
    }

    [Fact]
    public async Task Killed_after_the_commit_before_anyone_was_told()
    {
        var (doomed, proxy) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);

        var killed = proxy.BreakAt("commit", ProxyPoint.BeforeAnswer, doomed.KillAsync);
        await visitor.SendAsync("m-1", "Bonjour");
        await killed;

        await GoOnAsync(visitor, resend: false);
    }

    [Fact]
    public async Task A_second_node_that_runs_already_takes_over_and_shows_it()
    {
        var (doomed, _) = await _cluster.AddGatewayAsync(paceMs: 200);
        var (second, _) = await _cluster.AddGatewayAsync();
        await using var visitor = new Visitor();
        await visitor.ConnectAsync(doomed);
        await visitor.SendAsync("m-1", "Bonjour");
        await visitor.FirstDeltaAsync();

        await doomed.KillAsync();
        await visitor.ConnectAsync(second);

        (await visitor.AnswerAsync(1)).ShouldNotBeEmpty();
        await OneAnswerAsync(visitor.Session);
    }

    [Fact]
    public async Task Redis_restarted_under_load_loses_nothing_and_the_gateway_goes_on_by_itself()
    {
        const int messages = 6;
        var (gateway, _) = await _cluster.AddGatewayAsync(paceMs: 1);
        var visitors = Enumerable.Range(0, 20).Select(_ => new Visitor()).ToList();
        await Task.WhenAll(visitors.Select(visitor => visitor.ConnectAsync(gateway)));
        var talking = visitors.Select(async visitor =>
        {
            for (var i = 0; i < messages; i++)
                await SendUntilKeptAsync(visitor, $"m{i}", "Bonjour");
        }).ToList();

        await Task.WhenAny(talking);
        await _cluster.Redis.KillAsync();
        await _cluster.Redis.RunAsync();
        await Task.WhenAll(talking);
        var sessions = visitors.ConvertAll(visitor => visitor.Session);
        foreach (var visitor in visitors)
            await visitor.DisposeAsync();

        foreach (var session in sessions)
        {
            var transcript = await AnsweredAsync(session);
            var written = transcript.Where(entry => entry.Role == EntryRole.Contact).ToList();
            written.Count.ShouldBe(messages);
            written.Select(entry => entry.ExternalId)
                .ShouldBe(written.Select(entry => entry.ExternalId).Distinct().Order());
            transcript.Select(entry => entry.Seq)
                .ShouldBe(Enumerable.Range(1, transcript.Count).Select(seq => (long)seq));
            transcript.Where(entry => entry.TurnId is not null)
                .GroupBy(entry => entry.TurnId)
                .ShouldAllBe(turn => turn.Count() == 1);
        }
    }

    private async Task GoOnAsync(Visitor visitor, bool resend)
    {
        var (heir, _) = await _cluster.AddGatewayAsync();
        await visitor.ConnectAsync(heir);
        if (resend)
            (await visitor.SendAsync("m-1", "Bonjour"))!["seq"]!.GetValue<long>().ShouldBe(1);

        (await visitor.AnswerAsync(1)).ShouldNotBeEmpty();
        await OneAnswerAsync(visitor.Session);
    }

    private async Task OneAnswerAsync(SessionId session)
    {
        var transcript = await _cluster.TranscriptAsync(session);
        transcript.Select(entry => (entry.Seq, entry.Role)).ShouldBe([(1, EntryRole.Contact), (2, EntryRole.Agent)]);
    }

    /// <summary>What the widget's outbox does: again, under the same id, until the message is kept.</summary>
    private static async Task SendUntilKeptAsync(Visitor visitor, string id, string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await visitor.SendAsync(id, text);
                return;
            }
            catch (HubRefusedException refused) when (refused.Code == "unavailable")
            {
                await Task.Delay(100, deadline.Token);
            }
        }
    }

    /// <summary>The transcript once its last entry is an answer.</summary>
    private async Task<IReadOnlyList<Entry>> AnsweredAsync(SessionId session)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var transcript = await _cluster.TranscriptAsync(session);
            if (transcript[^1].Role == EntryRole.Agent)
                return transcript;
            await Task.Delay(200, deadline.Token);
        }
    }

    /// <summary>Redis and PostgreSQL, for all tests of this class.</summary>
    public sealed class Stores : IAsyncLifetime
    {
        internal Cluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await Cluster.StartAsync();

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
