using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>A call that goes well.</summary>
public sealed class CallTests(RedisFixture redis)
{
    [Fact]
    public async Task Who_calls_is_greeted_understood_and_answered()
    {
        await using var stage = await CallStage.StartAsync(redis);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();

        await stage.SayAsync("je veux un rendez-vous");
        await stage.UntilHeardAsync("re: je veux un rendez-vous");

        var transcript = await stage.TranscriptAsync();
        transcript.Select(entry => (entry.Role, entry.Text)).ShouldBe(
        [
            (EntryRole.Agent, "Ici Zoé, une machine. Dites-moi."), (EntryRole.Contact, "je veux un rendez-vous"),
            (EntryRole.Agent, "re: je veux un rendez-vous"),
        ]);
        transcript[1].ExternalId.ShouldStartWith(stage.Twilio.CallSid);
        stage.MostAheadMs.ShouldBeInRange(60, 120);
    }

    [Fact]
    public async Task An_exchange_is_timed_step_by_step()
    {
        await using var stage = await CallStage.StartAsync(redis);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();

        await stage.SayAsync("bonjour madame");
        await stage.UntilAsync(() => stage.Timings.Count == 1);

        var timings = stage.Timings[0];
        timings.TextFinalMs!.Value.ShouldBeInRange(150, 220);
        timings.TurnDecidedMs!.Value.ShouldBeInRange(320, 420);
        timings.BrainFirstTextMs!.Value.ShouldBeInRange(timings.TurnDecidedMs.Value, timings.TurnDecidedMs.Value + 20);
        timings.FirstFrameOutMs!.Value.ShouldBeInRange(timings.TurnDecidedMs.Value, timings.TurnDecidedMs.Value + 20);
        timings.HeardMs.ShouldBe("re: bonjour madame".Length * 60);
        timings.ShouldSatisfyAllConditions(
            () => timings.Interrupted.ShouldBeFalse(), () => timings.Resumed.ShouldBe(0),
            () => timings.LateFrames.ShouldBe(0));
    }
}
