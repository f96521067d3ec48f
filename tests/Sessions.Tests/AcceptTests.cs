using System.Text.Json;
using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class AcceptTests(RedisFixture redis)
{
    [Fact]
    public async Task A_message_is_answered_and_both_stand_in_the_transcript()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        var watcher = new Watcher();
        using var watching = (await node.Engine.WatchAsync(session, watcher, 50))!.Value.Watching;

        var accepted = await node.Engine.AcceptAsync(Any.Message("bonjour") with { Session = session });

        accepted.Outcome.ShouldBe(AcceptOutcome.Accepted);
        accepted.Seq.ShouldBe(1);
        var answer = await watcher.WaitForEntryAsync(entry => entry.Role == EntryRole.Agent);
        answer.Seq.ShouldBe(2);
        answer.Text.ShouldBe("re: bonjour");
        answer.TurnId.ShouldBe(new TurnId(session, 1).ToString());
        var read = await node.Engine.ReadAsync(session, afterSeq: 0, 10);
        read!.Entries.Select(entry => (entry.Seq, entry.Role, entry.Text))
            .ShouldBe([(1, EntryRole.Contact, "bonjour"), (2, EntryRole.Agent, "re: bonjour")]);
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_answered_once()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var message = Any.Message("once");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => node.Engine.AcceptAsync(message)));

        results.Count(result => result.Outcome == AcceptOutcome.Accepted).ShouldBe(1);
        results.Count(result => result.Outcome == AcceptOutcome.Duplicate).ShouldBe(19);
        results.Select(result => (result.Session, result.Seq)).Distinct().Count().ShouldBe(1);
        (await Any.SettledAsync(node, results[0].Session, 2)).Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_address_keeps_its_session_until_that_is_closed()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var address = Any.Address();
        var first = await node.Engine.AcceptAsync(Any.Message("one") with { Address = address });
        var second = await node.Engine.AcceptAsync(Any.Message("two") with { Address = address });
        await node.Engine.ChangeStatusAsync(first.Session, SessionStatus.Closed);
        var third = await node.Engine.AcceptAsync(Any.Message("three") with { Address = address });

        second.Session.ShouldBe(first.Session);
        third.Session.ShouldNotBe(first.Session);
        third.Seq.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_leads_to_its_session_as_long_as_the_session_lives()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var message = Any.Message("one");
        var session = (await node.Engine.AcceptAsync(message)).Session;
        var key = SessionKeys.Address(
            SessionKeys.ShardOf(message.Workspace, message.Channel, message.Address),
            (await node.Names.ReadyAsync())
                .Of(SessionKeys.Person(message.Workspace, message.Channel, message.Address)));
        var redisDatabase = node.Redis.GetDatabase();
        await redisDatabase.KeyExpireAsync(key, TimeSpan.FromMinutes(1));
        // As if the message before had come more than an hour ago.
        await redisDatabase.HashSetAsync(SessionKeys.Session(session), "keptByAddress", 0);

        await node.Engine.AcceptAsync(message with { ExternalId = Any.Id() });

        (await redisDatabase.KeyTimeToLiveAsync(key))!.Value.ShouldBeGreaterThan(TimeSpan.FromDays(89));
    }

    [Fact]
    public async Task A_closed_session_takes_nothing_in()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var session = await node.Engine.OpenAsync("shop", ChannelKind.Web, Any.Address(), contact: null, "fr");
        await node.Engine.ChangeStatusAsync(session, SessionStatus.Closed);

        var result = await node.Engine.AcceptAsync(Any.Message("late") with { Session = session });

        result.Outcome.ShouldBe(AcceptOutcome.SessionClosed);
    }

    [Fact]
    public async Task A_session_that_never_was_is_unknown()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);

        var result = await node.Engine.AcceptAsync(
            Any.Message("hello") with { Session = SessionId.New(7, DateTimeOffset.UnixEpoch) });

        result.Outcome.ShouldBe(AcceptOutcome.UnknownSession);
    }

    [Fact]
    public async Task More_messages_a_minute_than_allowed_are_refused_and_not_stored()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var message = Any.Message("m") with { PerMinute = 3 };
        var results = new List<AcceptResult>();
        for (var i = 0; i < 5; i++)
            results.Add(await node.Engine.AcceptAsync(message with { ExternalId = Any.Id() }));

        results.Select(result => result.Outcome).ShouldBe([
            AcceptOutcome.Accepted, AcceptOutcome.Accepted, AcceptOutcome.Accepted, AcceptOutcome.RateLimited,
            AcceptOutcome.RateLimited]);
        results[^1].RetryAfter.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var read = await node.Engine.ReadAsync(results[0].Session, afterSeq: 0, 100);
        read!.Entries.Count(entry => entry.Role == EntryRole.Contact).ShouldBe(3);
    }

    [Fact]
    public async Task Messages_within_the_debounce_window_make_one_turn()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var address = Any.Address();
        var debounced = Any.Message("") with { Address = address, Debounce = TimeSpan.FromMilliseconds(400) };
        SessionId session = default;
        foreach (var text in (string[])["one", "two", "three"])
            session = (await node.Engine.AcceptAsync(
                debounced with { ExternalId = Any.Id(), Content = new MessageContent(text) })).Session;

        var settled = await Any.SettledAsync(node, session, 4);

        settled.Entries[^1].Text.ShouldBe("re: one + two + three");
    }

    [Fact]
    public async Task Everything_a_message_carries_is_kept()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var content = new MessageContent("voilà 😀")
        {
            Attachments = [new Attachment("/media/1", "image/png", "photo.png", 12)],
            Location = new GeoLocation(48.85, 2.35, "Paris", "Place de l'Hôtel de Ville"),
            Contacts = [new SharedContact("Zoé", "+33600000000", "zoe@example.test")],
            Payload = "order:confirm",
            Dtmf = "12#",
        };

        var accepted = await node.Engine.AcceptAsync(Any.Message("") with { Content = content });

        var kept = (await node.Engine.ReadAsync(accepted.Session, 0, 1))!.Entries[0].Content!;
        JsonSerializer.Serialize(kept, SessionJson.Options)
            .ShouldBe(JsonSerializer.Serialize(content, SessionJson.Options));
    }

    [Fact]
    public async Task Scripts_survive_a_flush()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var address = Any.Address();
        await node.Engine.AcceptAsync(Any.Message("before") with { Address = address });

        await node.Redis.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");

        var after = await node.Engine.AcceptAsync(Any.Message("after") with { Address = address });
        after.Outcome.ShouldBe(AcceptOutcome.Accepted);
        (await Any.SettledAsync(node, after.Session, 4)).Entries.Count.ShouldBe(4);
    }

    [Fact]
    public void Ids_sort_by_time_and_carry_their_shard()
    {
        var early = SessionId.New(0xab, DateTimeOffset.FromUnixTimeMilliseconds(1_000));
        var late = SessionId.New(0x01, DateTimeOffset.FromUnixTimeMilliseconds(2_000));

        string.CompareOrdinal(early.Value, late.Value).ShouldBeLessThan(0);
        early.Shard.ShouldBe(0xab);
        SessionId.TryParse(early.Value, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(early);
        SessionId.TryParse(early.Value.ToUpperInvariant(), out _).ShouldBeFalse();
        SessionId.TryParse(early.Value[1..], out _).ShouldBeFalse();
    }

    [Fact]
    public void Addresses_spread_over_all_shards()
    {
        var shards = Enumerable.Range(0, 10_000)
            .Select(i => SessionKeys.ShardOf("shop", ChannelKind.Sms, $"+336{i:00000000}"))
            .ToLookup(shard => shard);

        shards.Count.ShouldBe(SessionKeys.Shards);
        shards.Max(shard => shard.Count()).ShouldBeLessThan(100);
    }
}
