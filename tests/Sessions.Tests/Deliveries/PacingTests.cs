using Gateway.Sessions.Deliveries;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Deliveries;

public sealed class PacingTests(RedisFixture redis)
{
    // A bucket of a test does not fill while it runs.
    private static readonly Pace Slow =
        new(SenderPerSecond: 0.001, SenderBurst: 4, RecipientPerSecond: 0.001, RecipientBurst: 2);

    [Fact]
    public async Task All_that_goes_to_a_contact_takes_from_one_bucket_and_all_that_leaves_a_line_from_another()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var (pacing, line) = (node.Pacing, Any.Id());
        var (first, second, third) = (SessionOf(line), SessionOf(line), SessionOf(line));

        (await pacing.TakeAsync(first, Slow)).ShouldBeNull();
        (await pacing.TakeAsync(first, Slow)).ShouldBeNull();
        (await pacing.TakeAsync(first, Slow)).ShouldNotBeNull("the contact has had their two");
        (await pacing.TakeAsync(second, Slow with { Cost = 2 })).ShouldBeNull();
        (await pacing.TakeAsync(third, Slow)).ShouldNotBeNull("the line has sent its four");
        (await pacing.TakeAsync(SessionOf(Any.Id()), Slow)).ShouldBeNull();
    }

    [Fact]
    public async Task What_may_as_well_not_be_shown_leaves_room_for_the_next_message()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var (pacing, line) = (node.Pacing, Any.Id());
        var session = SessionOf(line);

        (await pacing.TakeSpareAsync(session, Slow)).ShouldBeTrue();
        (await pacing.TakeSpareAsync(session, Slow)).ShouldBeFalse();
        (await pacing.TakeAsync(session, Slow)).ShouldBeNull();
        (await pacing.TakeSpareAsync(SessionOf(line), Slow))
            .ShouldBeFalse("half of what the line sends at once is left for messages");
    }

    [Fact]
    public async Task Answers_are_counted_once_each_and_all_together_or_not_at_all()
    {
        await using var node = await Node.StartAsync(redis.Server, Handler.Echo);
        var (pacing, session) = (node.Pacing, SessionOf(Any.Id()));

        (await pacing.CountAnswersAsync(session, ["1", "2"], most: 3)).ShouldBeTrue();
        (await pacing.CountAnswersAsync(session, ["1", "2"], most: 3)).ShouldBeTrue();
        (await pacing.CountAnswersAsync(session, ["3", "4"], most: 3)).ShouldBeFalse();
        (await pacing.CountAnswersAsync(session, ["3"], most: 3)).ShouldBeTrue();
    }

    private static Session SessionOf(string line) => new(
        SessionId.New(shard: 0, DateTimeOffset.UnixEpoch), "shop", ChannelKind.Sms, Any.Address(), Contact: null, "fr",
        SessionStatus.Open, LastSeq: 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)
    {
        Line = line,
    };
}
