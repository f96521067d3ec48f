using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>How calls end, and how they go on when something breaks.</summary>
public sealed class EndingTests(RedisFixture redis)
{
    [Fact]
    public async Task The_goodbye_is_heard_to_its_end_before_the_call_is_over()
    {
        var brain = new ScriptedBrain().Answer("Merci, au revoir et bonne journée.", status: SessionStatus.Closed);
        await using var stage = await OnTheLineAsync(brain);

        await stage.SayAsync("c'est tout");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        stage.Heard.ShouldEndWith("Merci, au revoir et bonne journée.");
        (await stage.Call.Ended).ShouldBe(CallEnding.HangUp);
        stage.Book.Endings[stage.Twilio.CallSid].ShouldBe(CallEnding.HangUp);
        (await stage.SessionAsync()).Status.ShouldBe(SessionStatus.Closed);
    }

    [Fact]
    public async Task A_goodbye_whose_mark_is_lost_ends_the_call_all_the_same()
    {
        var brain = new ScriptedBrain().Answer("Au revoir.", status: SessionStatus.Closed);
        await using var stage = await OnTheLineAsync(brain);
        stage.LosesMarks = true;

        await stage.SayAsync("c'est tout");
        await stage.UntilHeardAsync("Au revoir.");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted, mostMs: 1_500);
    }

    [Fact]
    public async Task Who_hangs_up_in_mid_sentence_ends_the_call_and_its_session()
    {
        var brain = new ScriptedBrain().Stream("Une très longue réponse que personne n'écoute plus du tout. Et ensuite ?");
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("longue");

        stage.Bring(stage.Twilio.Stop());
        stage.Bring(stage.Twilio.Stop());

        (await stage.Call.Ended.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(CallEnding.Lost("hung-up"));
        await CallStage.WaitAsync(async () => (await stage.SessionAsync()).Status == SessionStatus.Closed);
        await CallStage.WaitAsync(() => Task.FromResult(brain.Interrupted == 1));
    }

    [Fact]
    public async Task A_call_that_was_moved_elsewhere_keeps_its_session()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        await stage.Book.EndAsync(stage.Twilio.CallSid, CallEnding.Transfer("console"), CancellationToken.None);

        stage.Bring(stage.Twilio.Stop());

        await stage.Call.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        (await stage.SessionAsync()).Status.ShouldBe(SessionStatus.Open);
    }

    [Fact]
    public async Task A_socket_that_breaks_leaves_a_note_and_the_session_open()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        stage.Call.OnLost("socket");

        (await stage.Call.Ended.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(CallEnding.Lost("socket"));
        (await stage.TranscriptAsync())[^1].ShouldSatisfyAllConditions(
            entry => entry.Role.ShouldBe(EntryRole.System), entry => entry.Text.ShouldBe("L'appel a été coupé."));
    }

    [Fact]
    public async Task A_brain_that_asks_for_a_person_has_the_call_put_through_once_that_was_said()
    {
        var brain = new ScriptedBrain().Answer("Je demande à un collègue.", status: SessionStatus.Waiting);
        await using var stage = await OnTheLineAsync(brain);

        await stage.SayAsync("un humain");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        stage.Heard.ShouldEndWith("Je demande à un collègue. Je vous passe quelqu'un, ne quittez pas.");
        (await stage.Call.Ended).ShouldBe(CallEnding.Transfer("handed-over"));
    }

    [Fact]
    public async Task An_operator_who_takes_over_is_heard_and_the_brain_is_not_waited_for()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        await stage.Engine.ChangeStatusAsync(stage.Ticket.Session, SessionStatus.HandedOver, "Nora");
        stage.IsBrainSlow = true;
        await stage.SayAsync("une place");
        await stage.PassAsync(3_000);
        await stage.Engine.AppendAsync(
            stage.Ticket.Session,
            new NewEntry(EntryRole.Operator, "Ici Nora. Que puis-je faire ?") { Author = "Nora" });

        await stage.UntilHeardAsync("Ici Nora. Que puis-je faire ?");

        stage.Heard.ShouldNotContain("regarde");
        (await stage.SaidAsync()).ShouldBe(["une place"]);
    }

    [Fact]
    public async Task A_session_that_is_closed_from_outside_ends_the_call_with_a_word()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        await stage.Engine.ChangeStatusAsync(stage.Ticket.Session, SessionStatus.Closed, "Nora");
        await stage.UntilHeardAsync("Au revoir.");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_recogniser_that_breaks_in_mid_word_is_replaced_and_nothing_is_lost()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain(),
            prepare: stage => stage.Speech.Recognizers.Add(new ScriptedRecognizer("second", stage.Clock, "fr")));
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();

        await stage.SayAsync("une place");
        stage.Speech.Recognizer.Last!.Break();
        await stage.SayAsync(" lundi");
        await stage.UntilHeardAsync("re: une place lundi");

        stage.Speech.Notes.Single().ShouldSatisfyAllConditions(
            note => note.Name.ShouldBe("first"), note => note.Error!.Code.ShouldBe("broken"));
    }

    [Fact]
    public async Task Without_any_recogniser_left_the_call_goes_on_by_keys_and_else_to_a_person()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        stage.Speech.Recognizer.Last!.Break();
        await stage.UntilHeardAsync("ou tapez zéro pour parler à quelqu'un.");
        stage.Press('1');
        stage.Press('#');
        await stage.UntilHeardAsync("re: touches un");
    }

    [Fact]
    public async Task Who_is_not_heard_any_more_and_presses_nothing_is_put_through()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        stage.Speech.Recognizer.Last!.Break();
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        (await stage.Call.Ended).ShouldBe(CallEnding.Transfer("speech"));
    }

    [Fact]
    public async Task A_synthesiser_that_breaks_in_mid_sentence_is_replaced_at_the_word()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain().Answer("Un deux trois quatre cinq."),
            prepare: stage => stage.Speech.Synthesizers.Add(new ScriptedSynthesizer("second", stage.Clock)));
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        stage.Speech.Synthesizer.BreaksAfter = 3;

        await stage.SayAsync("compte");
        await stage.UntilHeardAsync("quatre cinq.");

        stage.Speech.Notes.ShouldContain(note => note.Name == "voice");
        stage.Speech.Synthesizers[1].Spoken[^1].ShouldEndWith("quatre cinq.");
        stage.Speech.Synthesizers[1].Spoken[^1].ShouldNotStartWith("Un");
    }

    [Fact]
    public async Task Without_any_voice_left_the_caller_is_put_through_at_once()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        stage.Speech.Synthesizer.BreaksAfter = 0;

        await stage.SayAsync("une place");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        (await stage.Call.Ended).ShouldBe(CallEnding.Transfer("speech"));
    }

    [Fact]
    public async Task A_synthesiser_that_hangs_is_given_up_after_four_seconds()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain(),
            prepare: stage => stage.Speech.Synthesizers.Add(new ScriptedSynthesizer("second", stage.Clock)));
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        stage.Speech.Synthesizer.Latency = TimeSpan.FromMinutes(1);

        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("re: une place", mostMs: 7_000);

        stage.Speech.Notes.ShouldContain(note => note.Error!.Code == "timeout");
    }

    [Fact]
    public async Task Who_speaks_another_language_twice_is_understood_in_it_and_answered_as_the_brain_does()
    {
        var brain = new ScriptedBrain().Answer("Pardon ?").Answer("Of course.", locale: "en").Answer("Monday.");
        await using var stage = await OnTheLineAsync(brain);
        stage.Speech.Recognizer.Locale = "en";

        await stage.SayAsync("hello there");
        await stage.UntilHeardAsync("Pardon ?");
        await stage.UntilQuietAsync();
        stage.Speech.Recognizer.Started.ShouldBe(["fr"]);
        await stage.SayAsync("do you speak english");
        await stage.UntilHeardAsync("Of course.");

        stage.Speech.Recognizer.Started.ShouldBe(["fr", "en"]);
        (await stage.SessionAsync()).Locale.ShouldBe("en");
        await stage.UntilQuietAsync();
        await stage.SayAsync("monday then");
        await stage.UntilHeardAsync("Monday.");
    }

    [Fact]
    public async Task A_call_that_comes_back_goes_on_where_it_was_and_greets_no_one_twice()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain(), ticket: ticket => ticket with { Resume = "Personne ne répond. Je reprends." });

        await stage.UntilHeardAsync("Personne ne répond. Je reprends.");
        await stage.UntilQuietAsync();
        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("re: une place");

        stage.Heard.ShouldNotContain("Zoé");
    }

    [Fact]
    public async Task A_socket_that_takes_nothing_does_not_stop_us_from_listening_and_is_given_up_in_the_end()
    {
        await using var stage = await OnTheLineAsync(
            new ScriptedBrain().Answer(string.Join(' ', Enumerable.Repeat("Encore une longue phrase.", 40))));
        await stage.SayAsync("raconte");
        await stage.UntilHeardAsync("Encore");
        stage.IsStuck = true;
        await stage.PassAsync(2_000);

        await stage.SayAsync("non attendez");
        await stage.UntilAsync(() => stage.Events.OfType<CallEvent.Heard>().Count() == 2, mostMs: 2_000);
        stage.IsBrainSlow = true;
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted, mostMs: 15_000);

        (await stage.Call.Ended).ShouldBe(CallEnding.Lost("stuck"));
        stage.IsStuck = false;
    }

    [Fact]
    public async Task Nothing_is_said_or_beaten_after_the_end()
    {
        var brain = new ScriptedBrain().Answer("Au revoir.", status: SessionStatus.Closed);
        await using var stage = await OnTheLineAsync(brain);
        await stage.SayAsync("c'est tout");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        var frames = stage.Twilio.Frames;
        await stage.SoundAsync(CodedSpeech.Noise(), 1_000);
        await stage.PassAsync(10_000);

        stage.Twilio.Frames.ShouldBe(frames);
    }

    private async Task<CallStage> OnTheLineAsync(ScriptedBrain brain)
    {
        var stage = await CallStage.StartAsync(redis, brain);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        return stage;
    }
}
