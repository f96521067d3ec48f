using Gateway.Sessions.Live;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>How often a reply is told while it is being worded.</summary>
public sealed class BreathTests(RedisFixture redis)
{
    private readonly ManualClock _clock = new();
    private readonly SessionId _id = SessionId.New(0, DateTimeOffset.UnixEpoch);
    private readonly Watcher _watcher = new();

    [Fact]
    public async Task The_first_piece_is_told_at_once_and_those_that_follow_together()
    {
        using var turn = await BeginAsync();

        turn.Write("one ");
        Told().ShouldBe(["one "]);
        turn.Write("two ");
        turn.Write("three ");
        Told().ShouldBe(["one "]);
        _clock.Advance(LiveSession.Breath);
        Told().ShouldBe(["one ", "two three "]);

        _clock.Advance(LiveSession.Breath);
        turn.Write("four ");
        Told().ShouldBe(["one ", "two three ", "four "], "who words slowly is told at once");
        _watcher.Events.OfType<DeltaEvent>().Select(live => live.Delta.Index).ShouldBe([0, 4, 14]);
    }

    [Fact]
    public async Task What_waits_is_told_before_anything_else_is()
    {
        using var turn = await BeginAsync();
        turn.Write("one ");
        turn.Write("two ");

        _live!.Publish(_id, new TypingEvent(EntryRole.Agent, On: false), []);

        Told().ShouldBe(["one ", "two "]);
        _watcher.Events[^1].ShouldBeOfType<TypingEvent>();
        _clock.Advance(LiveSession.Breath);
        Told().ShouldBe(["one ", "two "], "nothing is told twice");
    }

    [Fact]
    public async Task Who_comes_in_between_gets_the_rest_once()
    {
        using var turn = await BeginAsync();
        turn.Write("one ");
        turn.Write("two ");
        var late = new Watcher();

        using var watching = _live!.Watch(_id, late, out var running);
        turn.Write("three ");
        _clock.Advance(LiveSession.Breath);

        running!.Text.ShouldBe("one two ");
        late.Events.OfType<DeltaEvent>()
            .ShouldHaveSingleItem().Delta.ShouldBe(new ReplyDelta(running.TurnId, 8, "three "));
        Told().ShouldBe(["one ", "two ", "three "]);
    }

    [Fact]
    public async Task What_is_cut_off_was_told_and_no_more_is()
    {
        using var turn = await BeginAsync();
        turn.Write("one ");
        turn.Write("two ");

        turn.Cut().ShouldBe("one two ");
        turn.Write("three ");
        _clock.Advance(LiveSession.Breath);

        Told().ShouldBe(["one ", "two "]);
    }

    private LiveSessions? _live;

    private async Task<LiveTurn> BeginAsync()
    {
        var topic = new NodeTopic(await redis.Server.ConnectAsync(), NodeId.New(), NullLogger<NodeTopic>.Instance);
        _live = new LiveSessions(topic, _clock, NullLogger<LiveSessions>.Instance);
        _live.Watch(_id, _watcher, out _);
        var session = new Session(
            _id, "shop", ChannelKind.Web, "a", null, "fr", SessionStatus.Open, 1, default, default);
        return _live.Begin(_id, new Turn(new TurnId(_id, 1), session, [], [], default, 1), []);
    }

    private IEnumerable<string> Told() => _watcher.Events.OfType<DeltaEvent>().Select(live => live.Delta.Text);
}
