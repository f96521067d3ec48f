using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Redis;
using Shouldly;
using StackExchange.Redis;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>
/// Records in Redis that are not what they ought to be: each is put aside with its reason, and holds up no one else of
/// its shard.
/// </summary>
public sealed class PoisonTests : OwnRedis
{
    public static TheoryData<string> Breaks =>
        ["bad JSON", "no entry field", "no seq", "seq of letters", "attempts of letters", "inbox of letters",
            "inbox of another type", "session of another type"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_session_that_cannot_be_read_is_parked_and_the_others_of_its_shard_are_answered(string how)
    {
        var (broken, other) = TwoOfOneShard(ChannelKind.Web);
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var redis = node.Redis.GetDatabase();
        var session = (await node.Engine.AcceptAsync(Waits(broken, ChannelKind.Web))).Session;
        await BreakAsync(redis, session, how);

        await redis.SortedSetAddAsync(SessionKeys.Ready(session.Shard), session.Value, 1);
        var sound = (await node.Engine.AcceptAsync(Waits(other, ChannelKind.Web))).Session;
        await redis.SortedSetAddAsync(SessionKeys.Ready(sound.Shard), sound.Value, 2);

        (await Any.SettledAsync(node, sound, 2)).Entries[1].Text.ShouldBe("re: hello");
        (await ParkedAsync(node, session)).Error.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task A_session_that_was_mended_runs_when_it_is_retried()
    {
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var redis = node.Redis.GetDatabase();
        var session = (await node.Engine.AcceptAsync(Waits("anna", ChannelKind.Web))).Session;
        await redis.HashSetAsync(SessionKeys.Session(session), "seq", "many");
        await redis.SortedSetAddAsync(SessionKeys.Ready(session.Shard), session.Value, 1);
        await ParkedAsync(node, session);

        await redis.HashSetAsync(SessionKeys.Session(session), "seq", 1);
        (await node.Engine.RetryParkedAsync(session)).ShouldBeTrue();

        (await Any.SettledAsync(node, session, 2)).Entries[1].Text.ShouldBe("re: hello");
    }

    public static TheoryData<string> DeliveryBreaks =>
        ["bad JSON", "no entry field", "bad state", "delivery of another type", "seq of letters",
            "deliveryFence of letters"];

    [Theory]
    [MemberData(nameof(DeliveryBreaks))]
    public async Task A_delivery_that_cannot_be_read_is_put_aside_and_what_stands_behind_it_goes_on(string how)
    {
        var (broken, other) = TwoOfOneShard(ChannelKind.Sms);
        await using var node = await Node.StartAsync(Redis, Handler.Echo);
        var redis = node.Redis.GetDatabase();
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Sms, broken, contact: null, "fr");
        var sound = await node.Engine.OpenAsync("shop", ChannelKind.Sms, other, contact: null, "fr");
        foreach (var text in (string[])["first", "second"])
            await node.Engine.AppendAsync(session, new NewEntry(EntryRole.Operator, text));
        await node.Engine.AppendAsync(sound, new NewEntry(EntryRole.Operator, "sound"));
        await BreakAsync(redis, session, how);

        var found = new List<DeliveryLease>();
        for (var look = 0; look < 3; look++)
            found.AddRange(await node.Outbox.ClaimAsync(session.Shard, TimeSpan.FromMinutes(5), 10));

        found.Select(lease => lease.Delivery.Entry.Text).ShouldContain("sound");
        if (how == "deliveryFence of letters")
            return;
        found.Select(lease => lease.Delivery.Entry.Text).ShouldContain("second");
        if (how != "seq of letters")
        {
            var parked = (await node.Outbox.ListParkedAsync()).ShouldHaveSingleItem();
            parked.Id.ShouldBe(new DeliveryId(session, 1));
            parked.Words.ShouldContain("cannot be read");
        }
    }

    private static InboundMessage Waits(string address, string channel) =>
        Any.Message("hello") with { Address = address, Channel = channel, Debounce = TimeSpan.FromMinutes(5) };

    private static (string Broken, string Other) TwoOfOneShard(string channel)
    {
        var broken = Any.Address();
        var shard = SessionKeys.ShardOf("shop", channel, broken);
        return (broken,
            Enumerable.Range(0, int.MaxValue)
            .Select(i => $"{broken}-{i}")
            .First(address => SessionKeys.ShardOf("shop", channel, address) == shard));
    }

    private static async Task BreakAsync(IDatabase redis, SessionId id, string how)
    {
        var session = SessionKeys.Session(id);
        switch (how)
        {
            case "bad JSON" or "no entry field":
                await redis.KeyDeleteAsync(SessionKeys.Transcript(id));
                string[] fields = how == "bad JSON" ? ["at", "1", "entry", "{ not json"] : ["at", "1"];
                await redis.ExecuteAsync("XADD", [SessionKeys.Transcript(id), "1-0", .. fields]);
                if (await redis.ListLengthAsync(SessionKeys.Outbox(id)) > 1)
                    await redis.ExecuteAsync(
                        "XADD", SessionKeys.Transcript(id), "2-0", "at", "1", "entry",
                        """{"role":"operator","text":"second"}""");
                break;
            case "no seq":
                await redis.HashDeleteAsync(session, "seq");
                break;
            case "seq of letters" when await redis.ListLengthAsync(SessionKeys.Outbox(id)) > 0:
                await redis.ListSetByIndexAsync(SessionKeys.Outbox(id), 0, "one");
                break;
            case "seq of letters" or "attempts of letters" or "deliveryFence of letters":
                await redis.HashSetAsync(session, how.Split(' ')[0], "many");
                break;
            case "inbox of letters":
                await redis.ListSetByIndexAsync(SessionKeys.Inbox(id), 0, "one");
                break;
            case "inbox of another type":
                await redis.StringSetAsync(SessionKeys.Inbox(id), "one");
                break;
            case "session of another type":
                await redis.StringSetAsync(session, "one");
                break;
            case "bad state":
                await redis.HashSetAsync(
                    SessionKeys.Delivery(id, 1), [new("n", 1), new("w0", "wire"), new("s0", "asleep")]);
                break;
            case "delivery of another type":
                await redis.StringSetAsync(SessionKeys.Delivery(id, 1), "one");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "No such break.");
        }
    }

    private static async Task<ParkedSession> ParkedAsync(Node node, SessionId session)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if ((await node.Engine.ListParkedAsync())
                .FirstOrDefault(parked => parked.Turn.Session == session) is { } found)
                return found;
            await Task.Delay(20, deadline.Token);
        }
    }
}
