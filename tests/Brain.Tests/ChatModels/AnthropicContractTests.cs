using Gateway.Brain.ChatModels;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class AnthropicContractTests : ServiceContract
{
    private protected override VendorWire Wire() => new AnthropicWire();

    [Fact]
    public async Task What_is_the_same_from_turn_to_turn_is_marked_to_be_kept()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service);
        model.Options.Tools = [AIFunctionFactory.CreateDeclaration("first", null, Tool.JsonSchema), Tool];

        await TakeAsync(model);

        var sent = service.Requests[0];
        sent.GetProperty("system").EnumerateArray()
            .Select(block => (block.GetProperty("text").GetString(), block.TryGetProperty("cache_control", out _)))
            .ShouldBe([("Vous êtes un vendeur.", true), ("Il est midi.", false)]);
        var tools = sent.GetProperty("tools").EnumerateArray().ToList();
        tools.Select(tool => tool.TryGetProperty("cache_control", out _)).ShouldBe([false, true]);
        tools[1].GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral");
        tools[1].GetProperty("description").GetString().ShouldBe("Looks up.");
        sent.GetProperty("messages").GetRawText().ShouldNotContain("cache_control");
    }

    [Fact]
    public async Task What_is_kept_for_later_has_a_price_of_its_own()
    {
        var wire = new AnthropicWire();
        await using var service = await StartAsync(
            new ScriptedAnswer(wire.Begin() + wire.Words("Bonjour.") + wire.EndWritten(1_000, 400, 0)));
        await using var model = Ask(service, options => options.PricePerMillion = new ModelPrices
        {
            Input = 4,
            CacheWrite = 5,
            Output = 20,
        });

        var usage = UsageIn(await model.StreamAsync().ToListAsync(Token));

        (usage.Input, usage.CachedInput, usage.Cost).ShouldBe((1_000, 0, new Money(0.0044m, "USD")));
    }

    [Fact]
    public async Task An_answer_has_a_limit_also_where_none_is_configured()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service);

        await TakeAsync(model);

        Wire().MaxTokensIn(service.Requests[0]).ShouldBe(1_024);
    }
}
