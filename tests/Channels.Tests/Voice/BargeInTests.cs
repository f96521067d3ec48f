using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>What becomes of our words when a caller makes a sound.</summary>
public sealed class BargeInTests(RedisFixture redis)
{
    private const string Long =
        "Nous avons une place lundi matin, une autre mardi soir et une dernière jeudi vers midi.";

    [Fact]
    public async Task An_interruption_silences_what_Twilio_has_and_the_transcript_ends_with_the_last_word_heard()
    {
        var brain = new ScriptedBrain().Stream(Long + " Cela vous va ?").Answer("Bien sûr.");
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");
        var began = stage.NowMs;

        await stage.SayAsync("non attendez");

        stage.Twilio.Clears.ShouldBe(1);
        stage.Timings[0].ShouldSatisfyAllConditions(
            timings => timings.Interrupted.ShouldBeTrue(), timings => timings.LeadMs!.Value.ShouldBeInRange(60, 120));
        (stage.LastHeardMs - began).ShouldBeLessThan(200);
        await stage.UntilHeardAsync("Bien sûr.");
        var cut = (await stage.TranscriptAsync()).Single(entry => entry.Heard is not null);
        cut.Text.ShouldStartWith(Long);
        Long.ShouldStartWith(cut.Heard!);
        var heard = stage.Heard[stage.Heard.IndexOf("Nous", StringComparison.Ordinal)..];
        heard = heard[..heard.IndexOf("Bien", StringComparison.Ordinal)];
        heard.ShouldStartWith(cut.Heard!);
        heard[cut.Heard!.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThan(2);
        (await stage.SaidAsync()).ShouldBe(["une place", "non attendez"]);
        brain.Interrupted.ShouldBe(1);
    }

    [Fact]
    public async Task No_stale_audio_follows_an_interruption()
    {
        var brain = new ScriptedBrain().Stream(Long + " Cela vous va ?");
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");

        await stage.SayAsync("non attendez");
        var frames = stage.Twilio.Frames;
        stage.IsBrainSlow = true;
        await stage.PassAsync(300);

        stage.Twilio.Frames.ShouldBe(frames);
        await stage.UntilHeardAsync("re: non attendez");
        stage.Heard.ShouldNotContain("jeudi");
    }

    [Fact]
    public async Task Sound_that_is_shorter_than_a_word_interrupts_nothing()
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");

        await stage.SoundAsync(CodedSpeech.Noise(), 60);
        await stage.UntilHeardAsync("vers midi.");

        stage.Twilio.Clears.ShouldBe(0);
        stage.Heard.ShouldContain(Long);
    }

    [Theory]
    [InlineData("oui")]
    [InlineData("d'accord")]
    public async Task A_sign_of_listening_lets_the_answer_go_on_from_the_last_word(string sign)
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");

        await stage.SayAsync(sign);
        var stopped = stage.NowMs;
        await stage.UntilAsync(() => stage.LastHeardMs > stopped);

        (stage.NowMs - stopped).ShouldBeInRange(300, 700);
        await stage.UntilHeardAsync("vers midi.");
        stage.Events.OfType<CallEvent.Resumed>().Count().ShouldBe(1);
        stage.Timings.ShouldBeEmpty();
        await stage.UntilAsync(() => stage.Timings.Count == 1);
        stage.Timings[0].Resumed.ShouldBe(1);
        // What stood before the cut may come twice, but no word is missing and none is a fragment that goes on.
        Words(stage).ShouldBe(Long.Split(' ').ToList(), Case.Sensitive);
        (await stage.SaidAsync()).ShouldBe(["une place"]);
    }

    [Fact]
    public async Task A_cough_lets_the_answer_go_on_within_two_seconds()
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");

        await stage.SoundAsync(CodedSpeech.Noise(), 220);
        var stopped = stage.NowMs;
        await stage.UntilAsync(() => stage.LastHeardMs > stopped);

        stage.Twilio.Clears.ShouldBe(1);
        (stage.NowMs - stopped).ShouldBeInRange(300, 2_000);
        await stage.UntilHeardAsync("vers midi.");
        stage.Events.OfType<CallEvent.Interrupted>().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_was_whole_already_ends_in_the_transcript_where_it_was_heard_to()
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");

        await stage.SayAsync("non attendez");
        await stage.UntilHeardAsync("re: non attendez");

        await CallStage.WaitAsync(async () => (await stage.TranscriptAsync()).Any(entry => entry.Heard is not null));
        (await stage.TranscriptAsync()).Single(entry => entry.Text == Long).Heard!.TrimEnd()
            .ShouldBe("Nous avons une place lundi matin, une autre");
    }

    [Fact]
    public async Task Each_cough_stops_us_once_and_each_time_we_go_on()
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        for (var i = 1; i <= 3; i++)
        {
            await stage.PassAsync(900);
            await stage.SoundAsync(CodedSpeech.Noise(), 220);
            await stage.UntilAsync(() => stage.Events.OfType<CallEvent.Resumed>().Count() == i, mostMs: 2_500);
        }

        await stage.UntilHeardAsync("vers midi.");
        await stage.PassAsync(2_000);

        stage.Events.OfType<CallEvent.Paused>().Count().ShouldBe(3);
        stage.Events.OfType<CallEvent.Resumed>().Count().ShouldBe(3);
        stage.Timings.Single().Resumed.ShouldBe(3);
    }

    [Fact]
    public async Task A_cough_while_the_answer_is_awaited_costs_no_answer()
    {
        var think = new TaskCompletionSource();
        var brain = new ScriptedBrain().Wait(think.Task, "Voici la réponse.");
        await using var stage = await OnTheLineAsync(brain);
        stage.IsBrainSlow = true;
        await AskAsync(stage);

        await stage.SoundAsync(CodedSpeech.Noise(), 220);
        think.SetResult();
        await stage.UntilHeardAsync("Voici la réponse.");

        stage.Events.OfType<CallEvent.Interrupted>().ShouldBeEmpty();
        (await stage.SaidAsync()).ShouldBe(["une place"]);
    }

    [Fact]
    public async Task A_recogniser_that_never_answers_does_not_keep_us_silent()
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");
        stage.Speech.Recognizer.IsSilent = true;

        await stage.SoundAsync(CodedSpeech.Noise(), 220);
        var stopped = stage.NowMs;
        await stage.UntilAsync(() => stage.LastHeardMs > stopped);

        (stage.NowMs - stopped).ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task The_greeting_that_must_be_heard_is_heard_and_the_words_spoken_into_it_are_kept()
    {
        await using var stage = await CallStage.StartAsync(redis, new ScriptedBrain());
        await stage.UntilHeardAsync("Ici");

        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("re: une place");

        stage.Heard.ShouldStartWith("Ici Zoé, une machine.");
        stage.Heard.ShouldNotContain("Dites-moi.");
        (await stage.SaidAsync()).ShouldBe(["une place"]);
    }

    [Fact]
    public async Task That_a_call_is_recorded_is_said_first_and_cannot_be_interrupted()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain(), ticket: ticket => ticket with { Announcement = "Cet appel est enregistré." });
        await stage.UntilHeardAsync("Cet");

        await stage.SayAsync("oui oui bonjour à vous");
        await stage.UntilHeardAsync("re: oui oui bonjour à vous");

        stage.Heard.ShouldStartWith("Cet appel est enregistré.");
        stage.Twilio.Clears.ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_yes_at_the_end_of_a_question_is_its_answer()
    {
        var brain = new ScriptedBrain().Answer("Je vous propose lundi, cela vous va ?", Expectation.YesNo);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("cela vous");

        await stage.SayAsync("oui");
        await stage.UntilHeardAsync("re: oui");

        (await stage.SaidAsync()).ShouldBe(["une place", "oui"]);
    }

    [Fact]
    public async Task Who_goes_on_before_the_answer_is_heard_has_said_one_thing()
    {
        var brain = new ScriptedBrain().Wait(new TaskCompletionSource().Task, "Jamais dit.");
        await using var stage = await OnTheLineAsync(brain);
        stage.IsBrainSlow = true;
        await AskAsync(stage);
        await CallStage.WaitAsync(() => Task.FromResult(!brain.Turns.IsEmpty));

        await stage.SayAsync("lundi matin");
        await stage.UntilHeardAsync("re: une place lundi matin");

        brain.Interrupted.ShouldBe(1);
        stage.Heard.ShouldNotContain("Jamais");
        var said = (await stage.TranscriptAsync()).Where(entry => entry.Role == EntryRole.Contact).ToList();
        said[^1].Text.ShouldBe("une place lundi matin");
        said[^1].Content!.EditOf.ShouldBe(said[0].ExternalId);
        (await stage.TranscriptAsync()).ShouldNotContain(entry => entry.Text.Contains("Jamais"));
    }

    [Fact]
    public async Task An_answer_that_is_ready_does_not_begin_into_the_callers_words()
    {
        var think = new TaskCompletionSource();
        var brain = new ScriptedBrain().Wait(think.Task, "Trop tôt.");
        await using var stage = await OnTheLineAsync(brain);
        stage.IsBrainSlow = true;
        await AskAsync(stage);

        await stage.SoundAsync(CodedSpeech.Noise(), 160);
        think.SetResult();
        var before = stage.Twilio.Frames;
        await stage.SayAsync("et le soir");

        stage.Twilio.Frames.ShouldBe(before);
        await stage.UntilHeardAsync("re: ");
        stage.Heard.ShouldNotContain("Trop tôt.");
    }

    [Fact]
    public async Task A_sign_of_listening_teaches_no_pause()
    {
        var brain = new ScriptedBrain().Answer(Long);
        await using var stage = await OnTheLineAsync(brain);
        await AskAsync(stage);
        await stage.UntilHeardAsync("une autre ");
        await stage.SayAsync("oui");
        await stage.PassAsync(250);
        await stage.SayAsync("oui");
        await stage.UntilHeardAsync("vers midi.");
        await stage.UntilAsync(() => stage.Timings.Count == 1);
        await stage.UntilQuietAsync();

        await stage.SayAsync("merci");
        await stage.UntilAsync(() => stage.Timings.Count == 2);

        stage.Timings[1].TurnDecidedMs!.Value.ShouldBeInRange(320, 420);
    }

    private async Task<CallStage> OnTheLineAsync(ScriptedBrain brain)
    {
        var stage = await CallStage.StartAsync(redis, brain);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        return stage;
    }

    private static async Task AskAsync(CallStage stage)
    {
        await stage.SayAsync("une place");
        await stage.UntilAsync(() => stage.Events.OfType<CallEvent.Heard>().Any());
    }

    private static List<string> Words(CallStage stage)
    {
        var heard = stage.Heard[stage.Heard.IndexOf("Nous", StringComparison.Ordinal)..].Split(' ');
        var words = new List<string>();
        foreach (var word in heard)
        {
            // The cut word is begun, and said again whole.
            var again = words.Count > 0 && word.StartsWith(words[^1], StringComparison.Ordinal);
            if (again)
                words.RemoveAt(words.Count - 1);
            words.Add(word);
        }

        return words;
    }
}
