using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>Orders that were read back before an upgrade, when the shop itself kept what waits for a yes.</summary>
public sealed class EarlierProposalTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("oui", null)]
    [InlineData("Confirmer", "order:confirm:{digest}")]
    [InlineData("Confirmer", "order:confirm")]
    public async Task Who_was_asked_before_the_upgrade_can_still_say_yes(string said, string? pressed)
    {
        var (conversation, digest) = await ReadBackAsync();

        var answer = await conversation.SayAsync(said, pressed?.Replace("{digest}", digest, StringComparison.Ordinal));

        answer.ShouldNotBeNull().Text.ShouldContain("enregistrée");
        (await RecordedAsync(conversation)).ShouldBe(["vase-argile x 2 Benali"]);
        conversation.State.Json.ShouldNotBeNull().ShouldNotContain(digest);
    }

    [Fact]
    public async Task A_state_that_is_no_longer_what_was_read_back_is_read_back_anew()
    {
        var (conversation, _) = await ReadBackAsync(order => order["quantity"] = 3);

        var answer = await conversation.SayAsync("oui");

        answer.ShouldNotBeNull().Text.ShouldContain("Confirmez-vous cette commande");
        (await RecordedAsync(conversation)).ShouldBeEmpty();
        await conversation.SayAsync("oui");
        (await RecordedAsync(conversation)).ShouldBe(["vase-argile x 3 Benali"]);
    }

    private async Task<(Conversation Conversation, string Digest)> ReadBackAsync(Action<JsonObject>? change = null)
    {
        var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open();
        await conversation.SayAsync(
            "je veux commander deux vases Argile. Nadia Benali, 06 39 98 50 05, 14 boulevard Victor Hugo, 59000 Lille");

        // As the version before wrote it: nothing beside the solution's state, which held the digest alone.
        var state = JsonNode.Parse(conversation.State.Json!)!.AsObject();
        var proposal = state["proposal"]!.AsObject();
        state.Remove("proposal");
        var proposed = proposal["arguments"]!.Deserialize<ProposedOrder>(BrainJson.Options)!;
        var digest = EarlierProposal.DigestOf(proposed.Order, proposed.Quote);
        state["solution"]!["proposal"] = new JsonObject
        {
            ["tool"] = "confirm_order",
            ["digest"] = digest,
            ["turn"] = proposal["turn"]!.GetValue<long>(),
            ["at"] = proposal["at"]!.GetValue<DateTimeOffset>(),
        };
        change?.Invoke(state["solution"]!["order"]!.AsObject());
        conversation.Restore(new SessionState(state.ToJsonString()));
        return (conversation, digest);
    }

    private async Task<List<string>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.ProspectOrders.Where(order => order.Prospect.SessionId == conversation.Id.Value)
            .Select(order => $"{order.ProductHandle} x {order.Quantity} {order.Prospect.LastName}")
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
