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

    [Theory]
    [InlineData("fr", "je voudrais une bougie Cèdre et 2 bougies Figuier", "enlevez la bougie figuier")]
    [InlineData("en", "I'd like one Cèdre candle and 2 Figuier candles", "scrap the Figuier candles")]
    public async Task Of_two_things_of_a_kind_the_one_that_is_named_goes(string locale, string wish, string drop)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);

        await conversation.SayAsync(wish);
        await conversation.SayAsync(drop);

        var order = conversation.State.Json.ShouldNotBeNull();
        order.ShouldContain("\"others\":[]");
        order.ShouldContain("\"product\":\"bougie-cedre\",\"quantity\":1");
    }

    // An order that is being taken is no order that was placed before.
    [Theory]
    [InlineData("fr", "je prends 2 lampes Lueur", "J'ai réfléchi, annulez la commande", "ok merci")]
    [InlineData("en", "2 Lueur lamps please, I order them", "I made a mistake, cancel the order", "ok thanks")]
    public async Task What_is_cancelled_is_not_recorded_by_thanks(
        string locale, string wish, string cancel, string thanks)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);
        await conversation.SayAsync(wish);
        await conversation.SayAsync(Contact);

        await conversation.SayAsync(cancel);
        await conversation.SayAsync(thanks);

        conversation.State.Json.ShouldNotBeNull().ShouldContain("\"ordering\":false");
        (await RecordedAsync(conversation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_the_invoice_is_for_is_read_back_and_recorded()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open("fr");
        await conversation.SayAsync("je prends 2 lampes Lueur");
        await conversation.SayAsync("la facture pour Garage Petit, TVA FR 32 987 654 321");

        var readBack = (await conversation.SayAsync(Contact)).ShouldNotBeNull().Text;
        await conversation.SayAsync("oui");

        readBack.ShouldContain("Garage Petit (FR32987654321)");
        (await RecordedAsync(conversation)).Select(one => (one.Prospect.Company, one.VatNumber, one.Prospect.LastName))
            .ShouldBe([("Garage Petit", "FR32987654321", "Dupont")]);
    }

    private async Task<IReadOnlyList<ProspectOrder>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return await db.ProspectOrders.Include(order => order.Prospect)
            .Where(order => order.Prospect.SessionId == conversation.Id.Value)
            .OrderBy(order => order.ProspectId)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
