using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

public sealed class PaceTests : DeliveryTest
{
    private readonly ScriptedAdapter _adapter = new();

    [Fact]
    public async Task A_line_sends_no_faster_than_its_provider_lets_it_over_all_nodes()
    {
        const double PerSecond = 40, Burst = 3;
        _adapter.Paced = (_, _) => new Pace(PerSecond, Burst, 100_000, 100_000);
        await using var here = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        await using var there = await DeliveryNode.StartAsync(
            Redis.ConnectionString, _adapter, options => options.SweepMs = 50);
        var sessions = await SessionsAsync(here, 5);
        var start = TimeProvider.System.GetUtcNow();
        var last = await SayAllAsync(here, sessions, 6);
        foreach (var (session, seq) in last)
            await here.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        ShouldKeepPace(start, _adapter.Calls, PerSecond, Burst);
    }

    [Fact]
    public async Task One_contact_is_sent_no_more_than_the_provider_lets_us()
    {
        const double PerSecond = 20, Burst = 2;
        _adapter.Paced = (_, _) => new Pace(100_000, 100_000, PerSecond, Burst);
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        var sessions = await SessionsAsync(node, 3);
        var start = TimeProvider.System.GetUtcNow();
        var last = await SayAllAsync(node, sessions, 8);
        foreach (var (session, seq) in last)
            await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        foreach (var session in sessions)
            ShouldKeepPace(start, [.. _adapter.Calls.Where(call => call.Session == session)], PerSecond, Burst);
    }

    [Fact]
    public async Task A_message_of_several_segments_costs_as_much()
    {
        const double PerSecond = 40, Burst = 4, Cost = 2;
        _adapter.Paced = (_, _) => new Pace(PerSecond, Burst, 100_000, 100_000, Cost);
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        var sessions = await SessionsAsync(node, 4);
        var start = TimeProvider.System.GetUtcNow();
        var last = await SayAllAsync(node, sessions, 3);
        foreach (var (session, seq) in last)
            await node.WaitForReceiptAsync(session, seq, ReceiptState.Sent);

        ShouldKeepPace(start, _adapter.Calls, PerSecond / Cost, Burst / Cost);
    }

    [Fact]
    public async Task What_is_sent_again_costs_again()
    {
        const double PerSecond = 20;
        _adapter.Paced = (_, _) => new Pace(PerSecond, 1, 100_000, 100_000);
        _adapter.Script(NotTaken(), Unknown(), NotTaken(), null);
        await using var node = await DeliveryNode.StartAsync(Redis.ConnectionString, _adapter);
        var session = await node.OpenAsync();
        var start = TimeProvider.System.GetUtcNow();
        await node.WaitForReceiptAsync(session, await node.SayAsync(session, "un"), ReceiptState.Sent);

        _adapter.Calls.Count.ShouldBe(4);
        ShouldKeepPace(start, _adapter.Calls, PerSecond, 1);
    }

    /// <summary>The n-th call cannot have come before its token: never a matter of how fast this machine is.</summary>
    private static void ShouldKeepPace(DateTimeOffset start, IReadOnlyList<Call> calls, double perSecond, double burst)
    {
        var sorted = calls.OrderBy(call => call.At).ToList();
        for (var i = 0; i < sorted.Count; i++)
        {
            // Redis counts whole milliseconds.
            var earliest = start.AddSeconds((i + 1 - burst) / perSecond).AddMilliseconds(-2);
            sorted[i].At.ShouldBeGreaterThanOrEqualTo(earliest, $"call {i + 1} of {sorted.Count}");
        }
    }

    private static async Task<List<SessionId>> SessionsAsync(DeliveryNode node, int count)
    {
        var sessions = new List<SessionId>();
        for (var i = 0; i < count; i++)
            sessions.Add(await node.OpenAsync());
        return sessions;
    }

    private static async Task<List<(SessionId Session, long Seq)>> SayAllAsync(
        DeliveryNode node, List<SessionId> sessions, int each)
    {
        var last = new Dictionary<SessionId, long>();
        for (var i = 0; i < each; i++)
        {
            foreach (var session in sessions)
                last[session] = await node.SayAsync(session, $"message {i}");
        }

        return [.. last.Select(pair => (pair.Key, pair.Value))];
    }
}
