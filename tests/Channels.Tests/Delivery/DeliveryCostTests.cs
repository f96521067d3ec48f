using System.Globalization;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>What delivering costs Redis, by Redis's own count.</summary>
public sealed class DeliveryCostTests : DeliveryTest
{
    private const int Turns = 10;
    private const int Shards = Sessions.Deliveries.Outbox.Shards;

    [Fact]
    public async Task An_answer_by_sms_is_eight_round_trips()
    {
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, new ScriptedAdapter(), handler: new Echo());
        await SettleAsync();
        await TurnAsync(node, 0);
        await WaitForAsync("evalsha", 8);

        await Redis.ForgetCallsAsync();
        for (var turn = 1; turn <= Turns; turn++)
            await TurnAsync(node, turn);

        // Accept and commit; claim, two buckets, begin and end; and a look at what may stand behind it.
        var calls = await WaitForAsync("evalsha", 8 * Turns);
        calls["evalsha"].ShouldBe(8 * Turns);
        calls.ShouldNotContainKey("eval");
    }

    [Fact]
    public async Task An_idle_sweep_runs_no_script()
    {
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, new ScriptedAdapter(), options => options.SweepMs = 20);
        await SettleAsync();

        await Redis.ForgetCallsAsync();
        var calls = await WaitForAsync("time", 5);

        calls.ShouldNotContainKey("evalsha");
        // The count is taken while a batch may be under way.
        calls["zrange"].ShouldBeInRange(Shards * (calls["time"] - 1), Shards * (calls["time"] + 1));
    }

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

    /// <summary>Waits until the engine has looked at every shard once and said that it lives; it does neither again during the test.</summary>
    private async Task SettleAsync() => await WaitForAsync("zrangebyscore", (2 * Shards) + 1);

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
            Task.FromResult(new TurnResult { Entries = [new NewEntry(EntryRole.Agent, "re: " + turn.Messages[^1].Text)] });
    }
}
