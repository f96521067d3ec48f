using System.Globalization;
using Gateway.Sessions.Redis;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class LimitsTests(RedisFixture redis)
{
    [Theory]
    [InlineData(LimitSpan.Minute, 60)]
    [InlineData(LimitSpan.Hour, 3_600)]
    [InlineData(LimitSpan.Day, 86_400)]
    public async Task A_session_takes_in_so_many_messages_in_each_span_and_says_when_it_takes_more(
        LimitSpan span, int seconds)
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        await using var other = await Node.StartAsync(redis.Server, Handler.Echo);
        var message = Any.Message("m") with
        {
            PerMinute = span == LimitSpan.Minute ? 3 : 100,
            PerHour = span == LimitSpan.Hour ? 3 : 100,
            PerDay = span == LimitSpan.Day ? 3 : 100,
        };

        var results = new List<AcceptResult>();
        for (var i = 0; i < 5; i++)
            results.Add(await (i % 2 == 0 ? node : other).Engine.AcceptAsync(message with { ExternalId = Any.Id() }));

        results.Select(result => result.FullSpan).ShouldBe([null, null, null, span, span]);
        results[^1].Outcome.ShouldBe(AcceptOutcome.RateLimited);
        results[^1].RetryAfter.TotalSeconds.ShouldBeInRange(seconds - 30, seconds);
        (await node.Engine.ReadAsync(results[0].Session, afterSeq: 0, 100))!.Entries.Count(
            entry => entry.Role == EntryRole.Contact).ShouldBe(3);

        // Once the span is over there is room again.
        var counted = ((string)(
            await node.Redis.GetDatabase().HashGetAsync(SessionKeys.Session(results[0].Session), "limits"))!).Split('|')
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        counted[2 * (int)span] -= seconds * 1_000L;
        await node.Redis.GetDatabase()
            .HashSetAsync(SessionKeys.Session(results[0].Session), "limits", string.Join('|', counted));
        (await node.Engine.AcceptAsync(message with { ExternalId = Any.Id() })).Outcome.ShouldBe(
            AcceptOutcome.Accepted);
    }

    [Fact]
    public async Task Of_several_full_spans_the_longest_wait_is_told()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var message = Any.Message("m") with { PerMinute = 1, PerHour = 1, PerDay = 1 };
        await node.Engine.AcceptAsync(message);

        (await node.Engine.AcceptAsync(message with { ExternalId = Any.Id() })).FullSpan.ShouldBe(LimitSpan.Day);
    }

    [Fact]
    public async Task A_refused_message_writes_nothing()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var message = Any.Message("m") with { PerHour = 1 };
        var session = (await node.Engine.AcceptAsync(message)).Session;
        await Any.SettledAsync(node, session, 2);
        var key = SessionKeys.Session(session);
        var before = await node.Redis.GetDatabase().HashGetAllAsync(key);

        await node.Engine.AcceptAsync(message with { ExternalId = Any.Id() });

        (await node.Redis.GetDatabase().HashGetAllAsync(key)).ShouldBe(before);
    }

    [Fact]
    public async Task Events_are_counted_in_every_span_and_a_refused_one_in_none()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var limits = node.Limits;
        var network = Any.Id();

        for (var i = 0; i < 2; i++)
            (await limits.CountAsync("sessions", network, new Allowance(2, 3, 4))).ShouldBeNull();
        var byMinute = (await limits.CountAsync("sessions", network, new Allowance(2, 3, 4))).ShouldNotBeNull();
        byMinute.Span.ShouldBe(LimitSpan.Minute);
        byMinute.Wait.ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        // What was refused was not counted by the hour either.
        (await limits.CountAsync("sessions", network, new Allowance(null, 3, 4))).ShouldBeNull();
        (await limits.CountAsync("sessions", network, new Allowance(2, 3, 4)))!.Value.Span.ShouldBe(LimitSpan.Hour);
        (await limits.CountAsync("sessions", network, new Allowance(null, null, 4))).ShouldBeNull();
        (await limits.CountAsync("sessions", network, new Allowance(2, 3, 4)))!.Value.Span.ShouldBe(LimitSpan.Day);
        (await limits.CountAsync("sessions", Any.Id(), new Allowance(2, 3, 4))).ShouldBeNull();
    }

    [Fact]
    public async Task What_has_been_used_is_counted_though_it_was_more_than_was_left()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var limits = node.Limits;
        var network = Any.Id();
        var allowance = new Allowance(null, 1_000, 2_000);

        (await limits.ChargeAsync("bytes", network, 900, allowance)).ShouldBeNull();
        var used = (await limits.ChargeAsync("bytes", network, 900, allowance)).ShouldNotBeNull();
        used.Span.ShouldBe(LimitSpan.Hour);
        (await limits.ChargeAsync("bytes", network, 900, allowance))!.Value.Span.ShouldBe(LimitSpan.Day);
    }
}
