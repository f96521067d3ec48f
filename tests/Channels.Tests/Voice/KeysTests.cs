using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>What is done by keys.</summary>
public sealed class KeysTests(RedisFixture redis)
{
    [Fact]
    public async Task A_key_stops_our_speech_and_two_seconds_end_what_is_pressed()
    {
        var brain = new ScriptedBrain().Answer("Un deux trois quatre cinq six sept huit neuf dix.", Expectation.Digits);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("trois");

        stage.Press('1');
        await stage.PassAsync(1_000);
        stage.Press('0');
        var pressed = stage.NowMs;
        await stage.UntilHeardAsync("re: touches dix");

        stage.Heard.ShouldNotContain("sept");
        (stage.NowMs - pressed).ShouldBeInRange(2_000, 4_500);
        (await stage.TranscriptAsync()).Single(entry => entry.Content?.Dtmf is not null).Content!.Dtmf.ShouldBe("10");
    }

    [Fact]
    public async Task A_hash_ends_it_at_once_and_so_does_the_last_digit_of_a_telephone_number()
    {
        var brain = new ScriptedBrain().Answer("Votre code ?", Expectation.Digits)
            .Answer("Votre numéro ?", Expectation.Phone);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("code ?");
        await PressAsync(stage, "12#");
        await stage.UntilHeardAsync("Votre numéro ?");

        await PressAsync(stage, "0612345678");
        await stage.UntilHeardAsync("re: touches zéro six");

        (await stage.TranscriptAsync()).Where(entry => entry.Content?.Dtmf is not null)
            .Select(entry => entry.Content!.Dtmf).ShouldBe(["12", "0612345678"]);
    }

    [Fact]
    public async Task One_key_chooses_what_was_offered()
    {
        var brain = new ScriptedBrain().Answer(
            "Que voulez-vous ?", parts: new QuickRepliesPart([new("Une place"), new("Un prix")]));
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("ou Un prix.");

        var pressed = stage.NowMs;
        stage.Press('2');
        await stage.UntilHeardAsync("re: ");

        (stage.NowMs - pressed).ShouldBeLessThan(700);
    }

    [Theory]
    [InlineData(Expectation.Free)]
    [InlineData(Expectation.Phone)]
    public async Task A_zero_alone_is_a_person_always(Expectation expects)
    {
        var brain = new ScriptedBrain().Answer("Dites-moi tout.", expects);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("tout.");

        stage.Press('0');
        await stage.UntilHeardAsync("Je vous passe quelqu'un, ne quittez pas.");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        (await stage.Call.Ended).ShouldBe(CallEnding.Transfer("key"));
        (await stage.SessionAsync()).Status.ShouldBe(SessionStatus.Open);
    }

    [Fact]
    public async Task Where_nobody_understands_the_language_the_call_says_so_and_works_by_keys()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain(), prepare: stage => stage.Speech.Recognizers.Clear());
        await stage.UntilHeardAsync("tapez zéro pour parler à quelqu'un.");
        await stage.UntilQuietAsync();
        await stage.SayAsync("bonjour");

        await PressAsync(stage, "1#");
        await stage.UntilHeardAsync("re: touches un");

        stage.Events.OfType<CallEvent.Answered>().Single().Recognizer.ShouldBeNull();
        (await stage.SaidAsync()).ShouldBe([""]);
    }

    [Fact]
    public async Task Keys_are_never_logged()
    {
        var brain = new ScriptedBrain().Answer("Votre code ?", Expectation.Digits);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("code ?");

        await PressAsync(stage, "98765#");
        await stage.UntilHeardAsync("re: touches quatre");

        stage.Logs.Lines.ShouldNotContain(line => line.Contains("98765"));
        stage.Logs.Lines.ShouldNotContain(line => line.Contains("bonjour"));
    }

    private static async Task PressAsync(CallStage stage, string keys)
    {
        foreach (var key in keys)
        {
            stage.Press(key);
            await stage.PassAsync(200);
        }
    }

    private async Task<CallStage> OnTheLineAsync(ScriptedBrain brain)
    {
        var stage = await CallStage.StartAsync(redis, brain);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        return stage;
    }
}
