using System.Diagnostics;
using Gateway.Sessions.Deliveries;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>One trace leads from the webhook over the turn to the receipt, on whichever nodes these are.</summary>
public sealed class TraceTests : OwnRedis
{
    [Fact]
    public async Task A_trace_leads_from_the_message_to_the_receipt_of_its_answer()
    {
        var heard = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Gateway.Sessions" or "Gateway.Tests.Trace",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (heard)
                    heard.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Gateway.Tests.Trace");
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var message = Any.Message(
            "hello") with
        { Channel = ChannelKind.Sms, Address = "+33600000005", Line = "+33700000001" };
        string trace;
        SessionId session;
        using (var webhook = source.StartActivity("webhook")!)
        {
            trace = webhook.TraceId.ToString();
            session = (await node.Engine.AcceptAsync(message)).Session;
        }

        await Any.SettledAsync(node, session, 2);
        var lease = (await node.Outbox.ClaimAsync(session.Shard, TimeSpan.FromMinutes(1), 1)).ShouldHaveSingleItem();
        lease.Delivery.Entry.Trace.ShouldNotBeNull().ShouldContain(trace);
        await node.Outbox.BeginAsync(lease, 0, TimeSpan.FromMinutes(1), ["wire"]);
        await node.Outbox.SentAsync(lease, 0, "SM1");
        await node.Outbox.ReceiptAsync(new OutboundId(lease.Delivery.Id, 0), "SM1", OutboundState.Delivered);

        lock (heard)
        {
            heard.Where(activity => activity.TraceId.ToString() == trace).Select(activity => activity.OperationName)
                .ShouldBe(["webhook", "turn", "receipt"], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_trace_that_is_not_recorded()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        using var unrecorded = new Activity("webhook").Start();

        var session = (await node.Engine.AcceptAsync(Any.Message("hello"))).Session;

        (await node.Engine.ReadAsync(session, 0, 1))!.Entries[0].Trace.ShouldBeNull();
    }
}
