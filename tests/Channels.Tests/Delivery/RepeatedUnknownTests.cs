using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>What becomes of an answer whose fate no one can find out, by the choice of its channel.</summary>
public sealed class RepeatedUnknownTests : DeliveryTest
{
    private readonly ScriptedAdapter _adapter =
        new() { Capabilities = new ChannelCapabilities(4_096, HasButtons: true, HasReceipts: false, CanFind: false) };

    [Fact]
    public async Task It_is_sent_once_more_where_the_channel_says_so()
    {
        _adapter.Script(Unknown());
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        var session = await node.OpenAsync(DeliveryNode.RepeatingLine);

        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Sent);

        _adapter.Calls.Count.ShouldBe(2);
        (await node.Outbox.ListParkedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_not_sent_a_third_time()
    {
        _adapter.Script(Unknown(), Unknown());
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        var session = await node.OpenAsync(DeliveryNode.RepeatingLine);

        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Unknown);
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "deux"), ReceiptState.Sent);

        _adapter.Calls.Select(call => call.Text).ShouldBe(["un", "un", "deux"]);
        (await node.Outbox.ListParkedAsync()).Single().Code.ShouldBe("unknown");
    }

    [Fact]
    public async Task It_is_left_open_everywhere_else()
    {
        _adapter.Script(Unknown());
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        var session = await node.OpenAsync();

        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Unknown);

        _adapter.Calls.Count.ShouldBe(1);
    }
}
