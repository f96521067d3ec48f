using System.Text.Json;
using Gateway.Brain.Turns;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>What every chat model promises, whoever it is.</summary>
public abstract class ChatModelContract
{
    private protected const string ToolName = "look_up";

    private protected static readonly AIFunctionDeclaration Tool = AIFunctionFactory.CreateDeclaration(
        ToolName, "Looks up.",
        JsonDocument.Parse("""{"type":"object","properties":{"query":{"type":"string"}}}""").RootElement);

    /// <summary>A model that says some words.</summary>
    private protected abstract Task<AskedModel> SayingAsync(params string[] words);

    /// <summary>A model that looks something up.</summary>
    private protected abstract Task<AskedModel> CallingAsync(string query);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_come_as_they_are_said_and_make_one_answer()
    {
        await using var model = await SayingAsync("Une ", "lampe ", "à pétrole, ", "à 12 € ?");

        var updates = await model.StreamAsync().ToListAsync(Token);

        updates.Select(update => update.Text).Count(text => text.Length > 0).ShouldBeGreaterThan(1);
        updates.ToChatResponse().Text.ShouldBe("Une lampe à pétrole, à 12 € ?");
        updates.ShouldAllBe(update => update.Role == null || update.Role == ChatRole.Assistant);
    }

    [Fact]
    public async Task An_answer_asked_for_as_a_whole_is_that_of_the_stream()
    {
        await using var model = await SayingAsync("Bonjour ", "à vous.");

        (await model.Model.GetResponseAsync(model.Messages, model.Options, Token)).Text.ShouldBe("Bonjour à vous.");
    }

    [Fact]
    public async Task A_call_has_its_name_an_id_and_its_arguments()
    {
        await using var model = await CallingAsync("lampe à pétrole");

        var call = (await model.StreamAsync().ToListAsync(Token)).SelectMany(update => update.Contents)
            .OfType<FunctionCallContent>()
            .ShouldHaveSingleItem();

        (call.Name, call.Arguments!["query"]!.ToString(), call.Exception).ShouldBe(
            (ToolName, "lampe à pétrole", null));
        call.CallId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_it_was_told_is_not_changed()
    {
        await using var model = await SayingAsync("Bonjour.");
        var before = JsonSerializer.Serialize(model.Messages, AIJsonUtilities.DefaultOptions);
        var tools = model.Options.Tools!.ToArray();

        await model.StreamAsync().ToListAsync(Token);

        JsonSerializer.Serialize(model.Messages, AIJsonUtilities.DefaultOptions).ShouldBe(before);
        model.Options.Tools.ShouldBe(tools);
    }

    /// <summary>What a model that is asked over the network took.</summary>
    private protected static ModelUsage UsageIn(IEnumerable<ChatResponseUpdate> updates) =>
        updates.SelectMany(update => update.Contents).OfType<UsedContent>().ShouldHaveSingleItem().Usage;
}
