using System.Globalization;
using Gateway.Channels.Delivery;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>What delivering costs Redis, by Redis's own count.</summary>
public sealed class DeliveryCostTests : DeliveryTest
{
    private const int Turns = 10;

    [Fact]
    public async Task An_answer_by_sms_is_eight_round_trips()
    {
        await using var node = await DeliveryNode.StartAsync(
            Redis.ConnectionString, new ScriptedAdapter(), handler: new Echo());
        await SettleAsync();
        var before = (await Redis.CallsAsync())["evalsha"];
        await TurnAsync(node, 0);
        await WaitForAsync("evalsha", before + 8);

        await Redis.ForgetCallsAsync();
        for (var turn = 1; turn <= Turns; turn++)
            await TurnAsync(node, turn);

        // Accept and commit; claim, two buckets, begin and end; and a look at what may stand behind it.
        var calls = await WaitForAsync("evalsha", 8 * Turns);
        calls["evalsha"].ShouldBe(8 * Turns);
        calls.ShouldNotContainKey("eval");
    }

    [Fact]
    public async Task An_idle_node_asks_Redis_less_than_ten_times_a_second()
    {
        // As it runs by default: it says once a second that it lives, and that is the clock here.
        var (sessions, deliveries) = (new SessionOptions(), new DeliveryOptions());
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, new ScriptedAdapter(),
            options => options.SweepMs = deliveries.SweepMs,
            configureSessions: options => (options.SweepMs, options.GoneMs) = (sessions.SweepMs, sessions.GoneMs));
        await SettleAsync();

        await Redis.ForgetCallsAsync();
        var calls = await WaitForAsync("zadd", 5);

        // Whatever its scripts do counts as well; the test's own questions do not.
        var asked = calls.Where(call => !IsOfClient(call.Key)).ToDictionary();
        var told = string.Join(' ', asked.Select(call => $"{call.Key}={call.Value}"));
        asked.Values.Sum().ShouldBeLessThan(10 * (calls["zadd"] + 1), told);
        asked["evalsha"].ShouldBeLessThanOrEqualTo(3 * (calls["zadd"] + 1), told);
        asked.Keys.ShouldNotContain("zrange");
    }

    private static bool IsOfClient(string command) => command.Split('|')[0]
        is "info" or "ping" or "select" or "echo" or "auth" or "get" or "cluster" or "hello" or "config" or "client"
            or "subscribe" or "quit";

    private static async Task TurnAsync(DeliveryNode node, int turn)
    {
        var accepted = await node.Engine.AcceptAsync(new InboundMessage
        {
            Workspace = "shop",
            Channel = ChannelKind.Sms,
            Address = "+33600000001",
            Line = DeliveryNode.Line,
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"in-{turn}"),
            Content = new MessageContent("bonjour"),
            Locale = "fr",
        });
        await node.WaitForTurnAsync(accepted.Session, accepted.Seq + 1);
    }

    /// <summary>Waits until both have looked for what is due, and the node has said that it lives.</summary>
    private async Task SettleAsync()
    {
        await WaitForAsync("exists", 2);
        await WaitForAsync("zadd", 1);
    }

    private async Task<Dictionary<string, long>> WaitForAsync(string command, long count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var calls = await Redis.CallsAsync();
            if (calls.GetValueOrDefault(command) >= count)
                return calls;
            await Task.Delay(5, deadline.Token);
        }
    }

    private sealed class Echo : ITurnHandler
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            Task.FromResult(
                new TurnResult { Entries = [new NewEntry(EntryRole.Agent, "re: " + turn.Messages[^1].Text)] });
    }
}
