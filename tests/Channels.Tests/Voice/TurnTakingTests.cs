using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>When a caller has finished, and what is taken for their words.</summary>
public sealed class TurnTakingTests(RedisFixture redis)
{
    [Fact]
    public async Task A_plate_that_is_read_out_with_pauses_is_not_cut_short()
    {
        var brain = new ScriptedBrain().Answer("Quelle est votre plaque ?", Expectation.Plate);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("plaque ?");
        await stage.UntilQuietAsync();

        await stage.SayAsync("A B");
        await stage.PassAsync(700);
        await stage.SayAsync("1 2 3");
        await stage.PassAsync(700);
        await stage.SayAsync("C D");
        await stage.UntilAsync(() => Heard(stage).Count == 2);

        Heard(stage)[1].ShouldBe("AB-123-CD");
    }

    [Fact]
    public async Task An_address_of_mail_is_waited_for_and_a_yes_is_not()
    {
        var brain = new ScriptedBrain()
            .Answer("Votre adresse ?", Expectation.Email).Answer("Juste ?", Expectation.YesNo);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("bonjour");
        await stage.UntilHeardAsync("adresse ?");
        await stage.UntilQuietAsync();

        await stage.SayAsync("jean arobase");
        await stage.PassAsync(1_100);
        await stage.SayAsync("exemple point fr");
        await stage.UntilHeardAsync("Juste ?");
        await stage.UntilQuietAsync();
        await stage.SayAsync("oui");
        await stage.UntilAsync(() => stage.Timings.Count == 3);

        Heard(stage)[1].ShouldBe("jean@exemple.fr");
        // Whole as it is, it need not be waited for any longer.
        stage.Timings[1].TurnDecidedMs!.Value.ShouldBeInRange(220, 320);
        stage.Timings[2].TurnDecidedMs!.Value.ShouldBeInRange(240, 320);
    }

    [Fact]
    public async Task Who_ends_in_an_article_is_waited_for()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        await stage.SayAsync("je voudrais une");
        await stage.PassAsync(600);
        await stage.SayAsync("place");
        await stage.UntilAsync(() => Heard(stage).Count == 1);

        Heard(stage)[0].ShouldBe("je voudrais une place");
    }

    [Fact]
    public async Task The_first_sounds_of_a_word_are_not_lost()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        await stage.SayAsync("abracadabra");
        await stage.UntilAsync(() => Heard(stage).Count == 1);

        Heard(stage)[0].ShouldBe("abracadabra");
    }

    [Fact]
    public async Task Who_pauses_long_is_waited_for_longer()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        for (var i = 0; i < 3; i++)
        {
            await stage.SayAsync("voici ce");
            await stage.PassAsync(320);
            await stage.SayAsync("que je pense");
            await stage.UntilAsync(() => Heard(stage).Count == i + 1);
            await stage.UntilAsync(() => stage.Timings.Count == i + 1);
            await stage.UntilQuietAsync();
        }

        stage.Timings[2].TurnDecidedMs!.Value.ShouldBeGreaterThan(stage.Timings[0].TurnDecidedMs!.Value);
        stage.Timings[2].TurnDecidedMs!.Value.ShouldBeLessThan(800);
    }

    [Fact]
    public async Task A_steady_noise_holds_no_turn_open()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        await stage.SayAsync("bonjour madame ");

        var began = stage.NowMs;
        await stage.SoundAsync(CodedSpeech.Hum(0x90), 3_000);
        await stage.UntilAsync(() => Heard(stage).Count == 1);

        Heard(stage)[0].ShouldBe("bonjour madame");
        (stage.NowMs - began).ShouldBeLessThan(4_000);
    }

    [Fact]
    public async Task Music_on_hold_is_no_utterance_and_the_caller_is_heard_after_it()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        await stage.SoundAsync(CodedSpeech.Hum(0x90), 12_000);
        Heard(stage).ShouldBeEmpty();
        await stage.PassAsync(4_000);
        await stage.SayAsync("me revoici");
        await stage.UntilAsync(() => Heard(stage).Count == 1);

        Heard(stage)[0].ShouldBe("me revoici");
    }

    [Fact]
    public async Task A_final_text_that_is_late_is_replaced_by_what_was_understood_until_then()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        stage.Speech.Recognizer.Latency = TimeSpan.FromSeconds(3);

        await stage.SayAsync("une place lundi ");
        await stage.UntilAsync(() => Heard(stage).Count == 1);

        Heard(stage)[0].ShouldBe("une place lundi");
        stage.Timings.ShouldBeEmpty();
        await stage.UntilAsync(() => stage.Timings.Count == 1);
        stage.Timings[0].ShouldSatisfyAllConditions(
            timings => timings.TextFinalMs.ShouldBeNull(),
            timings => timings.FirstFrameOutMs!.Value.ShouldBeInRange(1_300, 1_500));
    }

    [Fact]
    public async Task The_answer_waits_for_the_text_and_the_decision_both()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        stage.Speech.Recognizer.Latency = TimeSpan.FromMilliseconds(500);

        await stage.SayAsync("place lundi matin");
        await stage.UntilAsync(() => stage.Timings.Count == 1);

        stage.Timings[0].ShouldSatisfyAllConditions(
            timings => timings.TurnDecidedMs!.Value.ShouldBeInRange(320, 420),
            timings => timings.TextFinalMs!.Value.ShouldBeInRange(650, 750),
            timings => timings.FirstFrameOutMs!.Value.ShouldBeInRange(650, 780));
    }

    [Fact]
    public async Task A_recogniser_without_partials_is_understood_too()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        stage.Speech.Recognizer.TellsPartials = false;

        await stage.SayAsync("une place lundi");
        await stage.UntilHeardAsync("re: une place lundi");
    }

    [Fact]
    public async Task Speech_that_is_not_understood_is_asked_for_again()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        stage.Speech.Recognizer.Mishears = _ => "";

        await stage.SayAsync("une place lundi");
        await stage.UntilHeardAsync("Pardon");

        Heard(stage).ShouldBeEmpty();
    }

    [Fact]
    public async Task Frames_that_are_missing_late_or_double_lose_no_turn()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        var frames = CodedSpeech.Frames("une place lundi").Select(frame => stage.Twilio.Media(frame)).ToList();
        // Every seventh is lost, some come twice, two change places.
        (frames[20], frames[21]) = (frames[21], frames[20]);
        for (var i = 0; i < frames.Count; i++)
        {
            if (i % 7 == 6)
                continue;
            stage.Bring(frames[i]);
            if (i % 5 == 0)
                stage.Bring(frames[i]);
            await stage.BeatAsync(isMuted: true);
        }

        await stage.UntilAsync(() => Heard(stage).Count == 1);

        Heard(stage)[0].ShouldBe("une place lundi");
    }

    [Fact]
    public async Task A_line_that_falls_mute_in_mid_word_ends_the_utterance()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        await stage.SayAsync("une place");

        stage.IsMuted = true;
        await stage.UntilAsync(() => Heard(stage).Count == 1, mostMs: 2_000);

        Heard(stage)[0].ShouldBe("une place");
    }

    private async Task<CallStage> OnTheLineAsync(ScriptedBrain brain)
    {
        var stage = await CallStage.StartAsync(redis, brain);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        return stage;
    }

    private static List<string> Heard(CallStage stage) =>
        [.. stage.Events.OfType<CallEvent.Heard>().Select(heard => heard.Text)];
}
