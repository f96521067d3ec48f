using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>Orders of several things.</summary>
public sealed class BasketTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const string Contact = "Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers";

    [Theory]
    [InlineData("fr", "je voudrais 2 mugs Galet bleu nuit et 3 mugs Galet sable", "oui")]
    [InlineData("en", "I'd like 2 Galet mugs in midnight blue and 3 Galet mugs in sand", "yes")]
    public async Task What_is_counted_in_one_message_is_recorded_line_for_line(string locale, string wish, string yes)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);

        await conversation.SayAsync(wish);
        var readBack = (await conversation.SayAsync(Contact)).ShouldNotBeNull().Text;
        await conversation.SayAsync(yes);

        readBack.ShouldContain("74");
        (await RecordedAsync(conversation)).Select(one => (one.ProductHandle, one.Quantity))
            .ShouldBe([("mug-galet-nuit", 2), ("mug-galet-sable", 3)]);
    }

    [Fact]
    public async Task A_yes_that_is_run_again_records_no_line_twice()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open("fr");
        await conversation.SayAsync("je voudrais 2 mugs Galet bleu nuit et 3 mugs Galet sable");
        await conversation.SayAsync(Contact);

        var turn = conversation.Next("oui");
        await conversation.RunAsync(turn);
        conversation.Commit(await conversation.RunAsync(turn), turn);

        (await RecordedAsync(conversation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_more_thing_stands_beside_the_first_and_one_can_be_taken_out()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open("fr");

        await conversation.SayAsync("je voudrais commander la lampe Luciole");
        await conversation.SayAsync("ajoutez aussi un vase Argile");
        var both = conversation.State.Json.ShouldNotBeNull();
        await conversation.SayAsync("enlevez la lampe Luciole");
        var one = conversation.State.Json.ShouldNotBeNull();

        both.ShouldContain("\"product\":\"vase-argile\"");
        both.ShouldContain("\"others\":[{\"product\":\"lampe-luciole\"");
        one.ShouldContain("\"others\":[]");
        one.ShouldContain("\"product\":\"vase-argile\",\"quantity\":1");
    }

    private async Task<IReadOnlyList<Prospect>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.Prospects.Where(prospect => prospect.SessionId == conversation.Id.Value)
            .OrderBy(prospect => prospect.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
