using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>A node stops, and Redis goes away, in the middle of a delivery.</summary>
public sealed class ShutdownAndOutageTests : DeliveryTest
{
    // Like Telegram: what is unknown once is unknown for good.
    private static readonly Channels.ChannelCapabilities Blind = new(
        4_096, HasButtons: true, HasReceipts: false, CanFind: false);

    [Fact]
    public async Task A_node_that_stops_in_the_middle_of_a_call_leaves_it_to_be_looked_for_before_it_is_sent_again()
    {
        var here = new ScriptedAdapter();
        here.Sends = async (call, cut) =>
        {
            here.Take(call);
            await Task.Delay(Timeout.Infinite, cut);
            return null;
        };
        var there = new ScriptedAdapter { Finds = _ => Task.FromResult<FindOutcome>(new FindOutcome.Found("SM1")) };
        await using var stops = await DeliveryNode.StartAsync(
            Redis.ConnectionString, here, options => options.DrainMs = 50);
        var session = await stops.OpenAsync();
        var seq = await stops.SayAsync(session, "un");
        var next = await stops.SayAsync(session, "deux");
        await here.WaitForCallsAsync(1);
        await stops.StopAsync();

        await using var goesOn = await DeliveryNode.StartAsync(
            Redis.ConnectionString, there, options => options.SweepMs = 20);
        await goesOn.WaitForReceiptAsync(session, next, ReceiptState.Sent);

        (await goesOn.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Sent);
        there.Calls.Select(call => call.Text).ShouldBe(["deux"]);
        there.Looks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_stops_lets_the_call_end_and_begins_no_other()
    {
        var adapter = new ScriptedAdapter { Capabilities = Blind };
        var hold = new TaskCompletionSource();
        adapter.Sends = async (_, _) =>
        {
            await hold.Task;
            return null;
        };
        await using var stops = await DeliveryNode.StartAsync(Redis.ConnectionString, adapter);
        var session = await stops.OpenAsync();
        var seq = await stops.SayAsync(session, "un|deux");
        await adapter.WaitForCallsAsync(1);
        var stopped = stops.StopAsync();
        hold.SetResult();
        await stopped;
        adapter.Accepted.Select(call => call.Text).ShouldBe(["un"]);

        await using var goesOn = await DeliveryNode.StartAsync(
            Redis.ConnectionString, adapter, options => options.SweepMs = 20);
        await goesOn.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        adapter.Accepted.Select(call => call.Text).ShouldBe(["un", "deux"]);
        (await goesOn.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("outbox_end", ProxyPoint.BeforeRedis)]
    [InlineData("outbox_end", ProxyPoint.BeforeAnswer)]
    [InlineData("outbox_begin", ProxyPoint.BeforeRedis)]
    [InlineData("outbox_begin", ProxyPoint.BeforeAnswer)]
    public async Task What_Redis_did_not_hear_or_answer_makes_nothing_unknown(string script, ProxyPoint point)
    {
        await using var proxy = RedisProxy.Start(Redis);
        var adapter = new ScriptedAdapter { Capabilities = Blind };
        await using var node = await DeliveryNode.StartAsync(
            proxy.ConnectionString, adapter, options => options.SweepMs = 100);
        var session = await node.OpenAsync();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "zéro"), ReceiptState.Sent);
        var broken = proxy.BreakAt(script, point);
        // Whether this was stored cannot be told when the connection breaks under it: the same again is the same entry.
        var seq = await node.SayAgainAsync(session, "un");
        await broken;
        await node.WaitForReceiptAsync(session, await node.SayAgainAsync(session, "deux"), ReceiptState.Sent);

        (await node.ReceiptAsync(session, seq)).ShouldBe(ReceiptState.Sent);
        adapter.Accepted.Select(call => call.Text).ShouldBe(["zéro", "un", "deux"]);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }
}
