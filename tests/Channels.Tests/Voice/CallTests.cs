using Gateway.Channels.Tests.Web;
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
    public async Task A_long_answer_is_said_to_its_end_without_a_gap_while_nobody_speaks()
    {
        var text = string.Join(
            ' ', Enumerable.Range(1, 12).Select(at => $"Voici la phrase {(char)('a' + at)} de la liste."));
        await using var stage = await CallStage.StartAsync(redis, new ScriptedBrain().Answer(text));
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        stage.Speech.Synthesizer.Latency = TimeSpan.FromMilliseconds(400);
        stage.Speech.Synthesizer.PieceBytes = 370;

        await stage.SayAsync("la liste");
        await stage.UntilAsync(() => stage.Timings.Count == 1);

        stage.Heard.ShouldEndWith(text);
        stage.Timings[0].ShouldSatisfyAllConditions(
            timings => timings.LateFrames.ShouldBe(0),
            timings => timings.TtsFirstAudioMs!.Value.ShouldBeInRange(
                timings.BrainFirstTextMs!.Value + 400, timings.BrainFirstTextMs.Value + 440));
    }

    [Fact]
    public async Task What_many_are_told_is_spoken_once()
    {
        await using var stage = await CallStage.StartAsync(redis);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilHeardAsync("Vous êtes toujours là");
        await stage.UntilQuietAsync();
        await stage.SayAsync("oui oui pardon");
        await stage.UntilHeardAsync("re: oui oui pardon");
        await stage.UntilAsync(() => stage.Heard.Split("toujours").Length == 3);

        stage.Speech.Synthesizer.Spoken.Count(spoken => spoken.Contains("toujours")).ShouldBe(1);
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
        timings.BrainFirstTextMs!.Value.ShouldBeInRange(timings.TurnDecidedMs.Value, timings.TurnDecidedMs.Value + 60);
        timings.FirstFrameOutMs!.Value.ShouldBeInRange(timings.TurnDecidedMs.Value, timings.TurnDecidedMs.Value + 60);
        timings.HeardMs.ShouldBe("re: bonjour madame".Length * 60);
        timings.ShouldSatisfyAllConditions(
            () => timings.Interrupted.ShouldBeFalse(), () => timings.Resumed.ShouldBe(0),
            () => timings.LateFrames.ShouldBe(0));
    }
}
