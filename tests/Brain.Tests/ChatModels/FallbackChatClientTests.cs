using Gateway.Brain.ChatModels;
using Gateway.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class FallbackChatClientTests
{
    [Fact]
    public async Task A_model_that_fails_before_it_began_gives_way_to_the_next() =>
        (await AskAsync(new ScriptedModel(ScriptedModel.Fails()), new ScriptedModel(ScriptedModel.Says("Bonjour."))))
            .ShouldBe("Bonjour.");

    [Fact]
    public async Task A_model_that_says_nothing_gives_way_to_the_next() =>
        (await AskAsync(
            new ScriptedModel(new ScriptedModel.Answer([], null)), new ScriptedModel(ScriptedModel.Says("Bonjour."))))
            .ShouldBe("Bonjour.");

    [Fact]
    public async Task A_model_that_fails_in_the_middle_of_its_answer_does_not_begin_again_with_another()
    {
        var next = new ScriptedModel(ScriptedModel.Says("Bonjour."));

        await Should.ThrowAsync<HttpRequestException>(
            () => AskAsync(new ScriptedModel(ScriptedModel.Fails("Bon")), next));

        next.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_all_fail_the_last_failure_is_thrown() =>
        await Should.ThrowAsync<HttpRequestException>(
            () => AskAsync(new ScriptedModel(ScriptedModel.Fails()), new ScriptedModel(ScriptedModel.Fails())));

    private static async Task<string> AskAsync(params IChatClient[] models)
    {
        using var client = new FallbackChatClient(
            [.. models.Select((model, index) => ($"model-{index}", model))], new ManualClock(),
            NullLogger<FallbackChatClient>.Instance);
        return (await client.GetResponseAsync(
            "Bonjour", cancellationToken: TestContext.Current.CancellationToken)).Text;
    }
}
