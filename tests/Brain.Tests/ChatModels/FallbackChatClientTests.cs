using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Gateway.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.CircuitBreaker;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class FallbackChatClientTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_model_that_fails_before_it_began_gives_way_to_the_next() =>
        (await AskAsync(new ScriptedModel(ScriptedModel.Fails()), Says("Bonjour."))).Text.ShouldBe("Bonjour.");

    [Fact]
    public async Task A_model_that_says_nothing_gives_way_to_the_next() =>
        (await AskAsync(new ScriptedModel(new ScriptedModel.Answer([], null)), Says("Bonjour.")))
            .Text.ShouldBe("Bonjour.");

    [Fact]
    public async Task A_model_that_fails_in_the_middle_of_its_answer_does_not_begin_again_with_another()
    {
        var next = Says("Bonjour.");

        await Should.ThrowAsync<HttpRequestException>(
            () => AskAsync(new ScriptedModel(ScriptedModel.Fails("Bonjour. Vous")), next));

        next.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Bon")]
    [InlineData(" \n")]
    [InlineData("La cocotte coûte 119.")]
    public async Task A_model_that_fails_before_a_sentence_was_whole_gives_way_to_the_next(string said) =>
        (await AskAsync(new ScriptedModel(ScriptedModel.Fails(said)), Says("Bonjour."))).Text.ShouldBe("Bonjour.");

    [Fact]
    public async Task A_model_that_answers_blanks_has_said_nothing() =>
        (await AskAsync(new ScriptedModel(ScriptedModel.Says(" \n ")), Says("Bonjour."))).Text.ShouldBe("Bonjour.");

    [Fact]
    public async Task A_model_that_fails_in_the_middle_of_its_calls_has_said_nothing_and_gives_way_to_the_next()
    {
        var breaks = new ScriptedModel(new ScriptedModel.Answer(
            [new FunctionCallContent("c1", "look_up")], new HttpRequestException("The model is down.")));

        var response = await AskAsync(breaks, Says("Bonjour."));

        response.Text.ShouldBe("Bonjour.");
        Contents<FunctionCallContent>(response).ShouldBeEmpty();
    }

    [Fact]
    public async Task Calls_go_on_when_the_answer_is_whole_and_no_other_model_is_asked()
    {
        var next = Says("Bonjour.");

        var response = await AskAsync(new ScriptedModel(ScriptedModel.Calls("look_up")), next);

        Contents<FunctionCallContent>(response).ShouldHaveSingleItem().Name.ShouldBe("look_up");
        next.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_all_fail_the_last_failure_is_thrown() =>
        await Should.ThrowAsync<HttpRequestException>(
            () => AskAsync(new ScriptedModel(ScriptedModel.Fails()), new ScriptedModel(ScriptedModel.Fails())));

    [Fact]
    public async Task A_model_that_does_not_begin_in_its_time_gives_way_to_the_next_and_it_is_told_why()
    {
        var hangs = new HangingModel();
        var asked = AskAsync(Patient(hangs, 8), Says("Bonjour."));
        await hangs.Asked.WaitAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(8));
        var response = await asked;

        response.Text.ShouldBe("Bonjour.");
        var usage = Contents<UsedContent>(response).ShouldHaveSingleItem().Usage;
        (usage.Model, usage.Failure, usage.Duration, usage.Tokens).ShouldBe(
            ("model-0", nameof(TimeoutException), TimeSpan.FromSeconds(8), 0));
    }

    [Fact]
    public async Task When_all_together_took_too_long_the_last_one_is_asked_at_once()
    {
        var (first, second) = (new HangingModel(), new HangingModel());
        var never = Says("Never.");
        var asked = AskAsync(Patient(first, 30), Patient(second, 30), never, Says("Bonjour."));
        await first.Asked.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await second.Asked.WaitAsync(TestContext.Current.CancellationToken);

        _clock.Advance(FallbackChatClient.Patience - TimeSpan.FromSeconds(30));

        (await asked).Text.ShouldBe("Bonjour.");
        never.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_model_took_that_said_nothing_is_passed_on()
    {
        var usage = new ModelUsage("main", 10, 0, 0, null, TimeSpan.Zero);

        var response = await AskAsync(
            new ScriptedModel(new ScriptedModel.Answer([new UsedContent(usage)], null)), Says("Bonjour."));

        response.Text.ShouldBe("Bonjour.");
        Contents<UsedContent>(response).ShouldHaveSingleItem().Usage.ShouldBe(usage);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2000", Justification = "The one who asks disposes of it.")]
    public async Task A_model_that_is_left_alone_is_not_asked_and_the_next_is()
    {
        var down = new ScriptedModel(ScriptedModel.Fails());
        var resting = new RestingChatClient("main", down, _clock, NullLogger<RestingChatClient>.Instance);

        for (var contact = 0; contact < 5; contact++)
            (await AskAsync(resting, Says("Bonjour."))).Text.ShouldBe("Bonjour.");
        var response = await AskAsync(resting, Says("Bonjour."));

        down.Requests.Count.ShouldBe(3);
        Contents<UsedContent>(response).ShouldHaveSingleItem().Usage.Failure.ShouldBe(nameof(BrokenCircuitException));
    }

    [Fact]
    public async Task Who_gives_up_is_not_answered_by_the_next_model()
    {
        var hangs = new HangingModel();
        var next = Says("Bonjour.");
        using var client = Open(hangs, next);
        using var patience = new CancellationTokenSource();
        var asked = client.GetResponseAsync("Bonjour", cancellationToken: patience.Token);
        await hangs.Asked.WaitAsync(TestContext.Current.CancellationToken);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        next.Requests.ShouldBeEmpty();
    }

    private static ScriptedModel Says(string text) => new(ScriptedModel.Says(text));

    private PatientChatClient Patient(IChatClient model, int seconds) =>
        new(model, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds), _clock);

    private static IEnumerable<T> Contents<T>(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<T>();

    private FallbackChatClient Open(params IChatClient[] models) => new(
        [.. models.Select((model, index) => ($"model-{index}", model))], _clock,
        NullLogger<FallbackChatClient>.Instance);

    private async Task<ChatResponse> AskAsync(params IChatClient[] models)
    {
        using var client = Open(models);
        return await client.GetResponseAsync("Bonjour", cancellationToken: TestContext.Current.CancellationToken);
    }
}
