using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Shop;

/// <summary>
/// Variants are what is sold: the house says which are left, sells no other, and records the one that was chosen.
/// </summary>
public sealed class VariantDialogueTests(RecordsServer server) : IAsyncLifetime
{
    private const string Header =
        "Handle,Title,Type,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,"
        + "Variant Inventory Policy,Variant Price,Status";

    private ShopFolder _shop = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await ShopFolder.CreateAsync(server);
        var result = await _shop.ImportAsync("shop.csv", $"""
            {Header}
            marin,Pull Marin,Mode,TRUE,Taille,S,,,PM-S,shopify,0,deny,59.90,active
            marin,,,,,M,,,PM-M,shopify,5,deny,59.90,
            marin,,,,,L,,,PM-L,shopify,-2,continue,59.90,
            bonnet,Bonnet Névé,Mode,TRUE,Couleur,Rouge,,,B-R,shopify,3,deny,19.90,active
            bonnet,,,,,Bleu nuit,,,B-B,shopify,0,deny,19.90,
            tapis,Tapis Dune,Salon,TRUE,Title,Default Title,,,T-1,shopify,0,continue,89.00,active
            bougie,Bougie Ambre,Salon,TRUE,Title,Default Title,,,C-1,,0,deny,9.00,active
            """);
        result.Errors.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task What_is_sold_beyond_its_stock_or_not_counted_is_for_sale()
    {
        (await _shop.GetAsync("tapis")).Stock.ShouldBeNull();
        (await _shop.GetAsync("bougie")).Stock.ShouldBeNull();
        (await _shop.GetAsync("marin")).Variants.Select(variant => (variant.Key, variant.Name, variant.Stock))
            .ShouldBe([("pm-s", "S", 0), ("pm-m", "M", 5), ("pm-l", "L", null)]);
        (await _shop.GetAsync("bonnet")).Options.ShouldBe("Couleur\u00a0: Rouge, Bleu nuit (épuisé\u00a0: Bleu nuit)");

        await using var brain = Serve();
        (await brain.Open("fr").SayAsync("le tapis dune est disponible ?"))!.Text.ShouldNotContain("rupture");
    }

    [Theory]
    [InlineData(
        "vous avez le pull marin en S ?",
        "S\u00a0: épuisé pour le moment. Vous pouvez encore l’avoir ainsi\u00a0: M et L.")]
    [InlineData("le pull marin en taille M est disponible ?", "Pull Marin – M.")]
    [InlineData(
        "le pull marin est en stock ?",
        "Vous pouvez avoir Pull Marin ainsi\u00a0: M et L. Épuisé pour le moment\u00a0: S.")]
    [InlineData("le bonnet névé existe en rouge ?", "Bonnet Névé – Rouge.")]
    [InlineData("le bonnet névé, vous l'avez en bleu nuit ?", "Bleu nuit\u00a0: épuisé")]
    public async Task The_house_says_which_are_left(string question, string answer)
    {
        await using var brain = Serve();

        (await brain.Open("fr").SayAsync(question))!.Text.ShouldContain(answer);
    }

    [Fact]
    public async Task A_size_that_is_sold_out_is_not_sold_and_the_one_that_is_chosen_is_recorded()
    {
        await using var brain = Serve();
        var conversation = brain.Open("fr");

        var refused = (await conversation.SayAsync("je voudrais commander le pull marin en S"))!;
        refused.Text.ShouldContain("épuisé");
        refused.Parts.OfType<QuickRepliesPart>()
            .ShouldHaveSingleItem().Choices.Select(reply => reply.Title)
            .ShouldBe(["M", "L"]);
        (await conversation.SayAsync("alors m"))!.Text.ShouldContain("nom");
        var readBack = (await conversation.SayAsync("Marie Petit, 06 12 34 56 78, 12 rue des Lilas, 75011 Paris"))!;
        readBack.Text.ShouldContain("Pull Marin – M");
        (await conversation.SayAsync("oui je confirme"))!.Text.ShouldContain("Pull Marin – M");

        await using var db = _shop.Database.CreateDbContext();
        var order = await db.ProspectOrders.SingleAsync(TestContext.Current.CancellationToken);
        (order.ProductHandle, order.ProductTitle, order.ProductVariant, order.Quantity)
            .ShouldBe(("marin", "Pull Marin – M", "pm-m", 1));
    }

    [Fact]
    public async Task Who_names_no_size_is_asked_for_it_and_may_press_it_and_change_it()
    {
        await using var brain = Serve();
        var conversation = brain.Open("fr");

        var asked = (await conversation.SayAsync("je prends le pull marin"))!;
        var choice = asked.Parts.OfType<QuickRepliesPart>().ShouldHaveSingleItem().Choices[1];
        (choice.Title, choice.Payload).ShouldBe(("L", "variant:pm-l"));
        (await conversation.SayAsync("L", choice.Payload))!.Text.ShouldContain("nom");
        (await conversation.SayAsync("Marie Petit, 06 12 34 56 78, 12 rue des Lilas, 75011 Paris"))!.Text.ShouldContain(
            "Pull Marin – L");
        (await conversation.SayAsync("plutôt en M"))!.Text.ShouldContain("Pull Marin – M");
    }

    [Fact]
    public async Task No_more_are_sold_than_there_are_of_the_chosen_one()
    {
        await using var brain = Serve();
        var conversation = brain.Open("fr");
        await conversation.SayAsync("je voudrais 7 pulls marin en taille M");

        (await conversation.SayAsync("7"))!.Text.ShouldContain("5");
        await using var db = _shop.Database.CreateDbContext();
        (await db.Prospects.CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Theory]
    [InlineData("l'adresse c'est la m\u00eame, s'il vous pla\u00eet", false)]
    [InlineData("M. Dupont, 2 rue M", false)]
    [InlineData("la taille m", true)]
    [InlineData("in M please", true)]
    [InlineData("en XL", true)]
    public void A_letter_is_a_size_only_where_one_is_meant(string text, bool isNamed) =>
        (Find(["S", "M", "L", "XL"], text).Count > 0).ShouldBe(isNamed);

    [Theory]
    [InlineData("la blanche en 38", "38 / Blanc")]
    [InlineData("noires, taille 40", "40 / Noir")]
    [InlineData("the black one in 38", "38 / Black")]
    public void Several_choices_are_found_together(string text, string name)
    {
        string[] names = ["38 / Blanc", "40 / Blanc", "38 / Noir", "40 / Noir", "38 / Black", "40 / Black"];

        Find(names, text).Select(place => names[place]).ShouldBe([name]);
    }

    private static IReadOnlyList<int> Find(string[] names, string text) =>
        Gateway.Brain.Shop.VariantChoice.Find(names, text, wasAsked: false);

    private TestBrain Serve() => new(
        ShopFolder.Workspace("""{"catalogue": {"fr": "shop.csv"}}"""), null, services => services
            .AddSingleton<IDbContextFactory<RecordsDbContext>>(_shop.Database)
            .AddSingleton<TimeProvider>(TimeProvider.System));
}
