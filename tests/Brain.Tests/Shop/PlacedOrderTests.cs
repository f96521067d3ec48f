using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Shop.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Shop;

/// <summary>What becomes of an order after it was recorded: it is changed, or taken back, by who placed it.</summary>
public sealed class PlacedOrderTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const string Contact = "Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers";

    [Theory]
    [InlineData("fr", "finalement annulez ma commande", "oui")]
    [InlineData("fr", "j'ai changé d'avis, je voudrais annuler", "oui annulez-la")]
    [InlineData("fr", "bon en fait j'annule tout", "annulez")]
    [InlineData("en", "sorry, please cancel my order", "yes please cancel it")]
    [InlineData("fr", "non attendez annulez tout", "oui")]
    [InlineData("en", "I changed my mind, cancel it", "yes")]
    [InlineData("en", "cancel it!!", "yes")]
    [InlineData("en", "actually cancel that order", "yes cancel")]
    public async Task It_is_taken_back_after_a_yes(string locale, string cancel, string yes)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        var asked = (await conversation.SayAsync(cancel)).ShouldNotBeNull().Text;
        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "hot")], Said(conversation));
        await conversation.SayAsync(yes);

        asked.ShouldContain("Lueur");
        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "lost")], Said(conversation));
    }

    [Theory]
    [InlineData("fr", "annulez ma commande", "non laissez")]
    [InlineData("fr", "annulez ma commande", "vous livrez en Belgique ?")]
    [InlineData("fr", "annulez ma commande", "n'annulez pas")]
    [InlineData("fr", "annulez ma commande", "laissez tomber")]
    [InlineData("en", "cancel my order", "no, keep it")]
    [InlineData("en", "cancel my order", "what are your opening hours?")]
    public async Task It_stands_without_one_and_a_later_yes_is_to_something_else(
        string locale, string cancel, string other)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        await conversation.SayAsync(cancel);
        await conversation.SayAsync(other);
        await conversation.SayAsync(locale == "fr" ? "oui" : "yes");

        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "hot")], Said(conversation));
    }

    [Fact]
    public async Task What_else_is_pressed_lets_it_stand()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, "fr");

        await conversation.SayAsync("annulez ma commande");
        await conversation.SayAsync("Similaire", "similar:lampe-lueur");
        await conversation.SayAsync("oui");

        (await RecordedAsync(conversation)).ShouldContain(("lampe-lueur", 2, "hot"), Said(conversation));
    }

    [Fact]
    public async Task A_firm_and_a_number_in_one_message_are_both_changed()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, "fr");

        await conversation.SayAsync("Facture au nom de Garage Petit SARL, TVA FR 32 987 654 321, et mettez-en 3");
        await conversation.SayAsync("oui");

        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 3, "hot")], Said(conversation));
    }

    [Theory]
    [InlineData("fr", "en fait mettez-en 3", "oui", 3)]
    [InlineData("fr", "j'aimerais modifier ma commande : une seule lampe Lueur", "oui c'est ça", 1)]
    [InlineData("fr", "rajoutez une lampe Lueur à ma commande", "oui", 3)]
    [InlineData("en", "actually, make it 3 lamps", "yes", 3)]
    [InlineData("en", "can you change my order to 4 Lueur lamps please", "yes that's right", 4)]
    public async Task Its_number_is_changed_after_a_yes(string locale, string change, string yes, int pieces)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        await conversation.SayAsync(change);
        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "hot")], Said(conversation));
        await conversation.SayAsync(yes);

        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", pieces, "hot")], Said(conversation));
    }

    [Theory]
    [InlineData("fr", "je me suis trompée d'adresse, c'est 8 rue des Lilas 49100 Angers", "oui")]
    [InlineData("en", "I gave the wrong address, it is 8 rue des Lilas 49100 Angers", "yes")]
    public async Task Its_address_is_changed_and_the_rest_stays(string locale, string change, string yes)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        await conversation.SayAsync(change);
        await conversation.SayAsync(yes);

        await using var db = shop.Database.CreateDbContext();
        var row = await db.ProspectOrders.Include(order => order.Prospect).SingleAsync(
            order => order.Prospect.SessionId == conversation.Id.Value, TestContext.Current.CancellationToken);
        row.Address.ShouldBe("8 rue des Lilas 49100 Angers");
        (row.Quantity, row.Prospect.LastName, row.Prospect.Phone).ShouldBe((2, "Dupont", "+33639981771"));
    }

    [Theory]
    [InlineData("fr", "ajoutez aussi un vase Argile", "oui")]
    [InlineData("en", "could you also add an Argile vase to my order", "yes")]
    public async Task Something_is_added_to_it(string locale, string more, string yes)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        await conversation.SayAsync(more);
        await conversation.SayAsync(yes);

        (await RecordedAsync(conversation)).ShouldBe(
            [("lampe-lueur", 2, "hot"), ("vase-argile", 1, "hot")], Said(conversation));
    }

    [Theory]
    [InlineData("fr", "je peux encore modifier ma commande ?", "le numéro de téléphone, c'est 06 39 98 99 99", "oui")]
    [InlineData("en", "can I still change my order?", "the phone number, it's 06 39 98 99 99", "yes")]
    public async Task Who_only_asks_is_asked_what_is_to_be_changed(
        string locale, string question, string change, string yes)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        await conversation.SayAsync(question);
        await conversation.SayAsync(change);
        await conversation.SayAsync(yes);

        await using var db = shop.Database.CreateDbContext();
        (await db.Prospects.SingleAsync(
            prospect => prospect.SessionId == conversation.Id.Value, TestContext.Current.CancellationToken))
            .Phone.ShouldBe("+33639989999");
    }

    [Theory]
    [InlineData("fr", "en fait mettez-en 3", "non laissez tomber")]
    [InlineData("en", "actually, make it 3 lamps", "no, forget it")]
    public async Task A_change_that_is_let_go_leaves_it_as_it_was(string locale, string change, string no)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);

        await conversation.SayAsync(change);
        await conversation.SayAsync(no);

        conversation.State.Json.ShouldNotBeNull().ShouldContain("\"ordering\":false");
        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "hot")], Said(conversation));
    }

    [Theory]
    [InlineData("en fait mettez-en 3")]
    [InlineData("annulez ma commande")]
    public async Task What_the_shop_has_in_hand_is_not_taken_up_again(string change)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, "fr");
        await TakeInHandAsync(conversation);

        var told = (await conversation.SayAsync(change)).ShouldNotBeNull().Text;

        told.ShouldContain("équipe");
        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "won")], Said(conversation));
    }

    [Theory]
    [InlineData("fr", "en fait mettez-en 3", "oui")]
    [InlineData("fr", "annulez ma commande", "oui")]
    public async Task What_the_shop_has_in_hand_stays_and_the_contact_is_sent_to_the_team(
        string locale, string change, string yes)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = await OrderedAsync(brain, locale);
        await conversation.SayAsync(change);
        await TakeInHandAsync(conversation);

        var told = (await conversation.SayAsync(yes)).ShouldNotBeNull().Text;

        told.ShouldContain("équipe");
        (await RecordedAsync(conversation)).ShouldBe([("lampe-lueur", 2, "won")], Said(conversation));
    }

    private async Task TakeInHandAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        await db.Prospects.Where(prospect => prospect.SessionId == conversation.Id.Value).ExecuteUpdateAsync(
            row => row.SetProperty(prospect => prospect.Status, ProspectStatus.Won),
            TestContext.Current.CancellationToken);
    }

    private static async Task<Conversation> OrderedAsync(TestBrain brain, string locale)
    {
        var conversation = brain.Open(locale);
        await conversation.SayAsync(locale == "fr" ? "je prends 2 lampes Lueur" : "2 Lueur lamps please, I order them");
        await conversation.SayAsync(Contact);
        await conversation.SayAsync(locale == "fr" ? "oui" : "yes");
        return conversation;
    }

    private static string Said(Conversation conversation) =>
        string.Join('\n', conversation.Transcript.Select(entry => $"{entry.Role}: {entry.Text}"));

    private async Task<IReadOnlyList<(string, int, string)>> RecordedAsync(Conversation conversation)
    {
        await using var db = shop.Database.CreateDbContext();
        return [.. (await db.ProspectOrders.Include(order => order.Prospect)
            .Where(order => order.Prospect.SessionId == conversation.Id.Value)
            .OrderBy(order => order.ProspectId)
            .ToListAsync(TestContext.Current.CancellationToken))
            .Select(row => (row.ProductHandle, row.Quantity, row.Prospect.Status))];
    }
}
