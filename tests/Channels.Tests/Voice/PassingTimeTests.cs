using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

/// <summary>What is said because time passes.</summary>
public sealed class PassingTimeTests(RedisFixture redis)
{
    [Fact]
    public async Task A_brain_that_takes_long_is_bridged_once_and_then_explained()
    {
        var think = new TaskCompletionSource();
        var brain = new ScriptedBrain().Wait(think.Task, "Lundi à neuf heures.");
        await using var stage = await OnTheLineAsync(brain);
        stage.IsBrainSlow = true;

        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("Je regarde.", mostMs: 2_500);
        await stage.UntilHeardAsync("Je cherche encore, un petit instant.", mostMs: 6_000);
        await stage.PassAsync(5_000);
        think.SetResult();
        await stage.UntilHeardAsync("Lundi à neuf heures.");

        stage.Heard.Split("Je regarde").Length.ShouldBe(2);
        stage.Heard.ShouldNotContain("Un instant.");
        (await stage.TranscriptAsync()).ShouldNotContain(entry => entry.Text.Contains("regarde"));
    }

    [Fact]
    public async Task Two_answers_in_a_row_are_not_both_bridged()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        var brain = new ScriptedBrain().Wait(first.Task, "Oui.").Wait(second.Task, "Non.");
        await using var stage = await OnTheLineAsync(brain);
        stage.IsBrainSlow = true;
        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("Je regarde.");
        first.SetResult();
        await stage.UntilHeardAsync("Oui.");
        await stage.UntilQuietAsync();

        await stage.SayAsync("une autre");
        await stage.PassAsync(3_000);
        second.SetResult();
        await stage.UntilHeardAsync("Non.");

        stage.Heard.ShouldNotContain("Un instant.");
    }

    [Fact]
    public async Task An_answer_that_comes_in_time_is_not_bridged()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());

        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("re: une place");

        stage.Heard.ShouldNotContain("regarde");
    }

    [Fact]
    public async Task A_brain_that_never_answers_is_apologised_for_and_a_person_dialled()
    {
        var brain = new ScriptedBrain().Wait(new TaskCompletionSource().Task, "");
        await using var stage = await OnTheLineAsync(brain);
        stage.IsBrainSlow = true;

        await stage.SayAsync("une place");
        await stage.UntilHeardAsync("Je vous passe quelqu'un, ne quittez pas.");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        (await stage.Call.Ended).ShouldBe(CallEnding.Transfer("slow"));
        stage.Book.Endings[stage.Twilio.CallSid].ShouldBe(CallEnding.Transfer("slow"));
    }

    [Fact]
    public async Task A_silence_is_asked_into_twice_and_then_ended_politely()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        var quietSince = stage.LastHeardMs;

        await stage.UntilHeardAsync("toujours");
        (stage.NowMs - quietSince).ShouldBeInRange(7_000, 9_000);
        await stage.UntilHeardAsync("Je vous écoute");
        (stage.NowMs - quietSince).ShouldBeInRange(14_000, 18_500);
        await stage.UntilHeardAsync("au revoir.");
        await stage.UntilAsync(() => stage.Call.Ended.IsCompleted);

        (stage.NowMs - quietSince).ShouldBeInRange(25_000, 30_000);
        stage.Heard.ShouldEndWith("au revoir.");
        (await stage.Call.Ended).ShouldBe(new CallEnding(CallEndingKind.HangUp, "silence"));
        (await stage.SessionAsync()).Status.ShouldBe(SessionStatus.Closed);
    }

    [Fact]
    public async Task Who_speaks_again_begins_the_silence_anew()
    {
        await using var stage = await OnTheLineAsync(new ScriptedBrain());
        await stage.UntilHeardAsync("toujours");
        await stage.UntilQuietAsync();

        await stage.SayAsync("pardon je cherche");
        await stage.UntilHeardAsync("re: pardon je cherche");
        var heard = stage.Heard.Length;
        await stage.PassAsync(6_000);

        stage.Heard.Length.ShouldBe(heard);
    }

    [Fact]
    public async Task A_call_that_lasts_too_long_is_warned_and_ended()
    {
        await using var stage = await CallStage.StartAsync(
            redis, new ScriptedBrain(), prepare: stage => stage.Options.LongestMinutes = 2);
        await stage.UntilHeardAsync("Dites-moi.");
        for (var i = 0; stage.NowMs < 60_000; i++)
        {
            await stage.SayAsync("encore");
            await stage.PassAsync(5_000);
        }

        await stage.UntilHeardAsync("Il nous reste une minute.");
        stage.NowMs.ShouldBeInRange(60_000, 70_000);
        while (!stage.Call.Ended.IsCompleted)
        {
            await stage.SayAsync("encore");
            await stage.PassAsync(5_000);
        }

        stage.NowMs.ShouldBeInRange(120_000, 132_000);
        (await stage.Call.Ended).ShouldBe(new CallEnding(CallEndingKind.HangUp, "longest"));
    }

    private async Task<CallStage> OnTheLineAsync(ScriptedBrain brain)
    {
        var stage = await CallStage.StartAsync(redis, brain);
        await stage.UntilHeardAsync("Dites-moi.");
        await stage.UntilQuietAsync();
        return stage;
    }
}
