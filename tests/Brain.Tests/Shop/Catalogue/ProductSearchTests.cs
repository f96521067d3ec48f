using Gateway.Brain.Shop.Catalogue;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class ProductSearchTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bouilloires", "bouilloire-brume")]
    [InlineData("bouiloire electrique", "bouilloire-brume")]
    [InlineData("une théière en fonte", "theiere-kaze")]
    [InlineData("teiere en fonte", "theiere-kaze")]
    [InlineData("lampe de bureau", "lampe-scribe")]
    [InlineData("lampes de bureaux", "lampe-scribe")]
    [InlineData("lanpe de burau", "lampe-scribe")]
    [InlineData("mug bleu", "mug-galet-nuit")]
    [InlineData("mug bleuu", "mug-galet-nuit")]
    [InlineData("un plaid en laine svp", "plaid-bruyere")]
    [InlineData("une couverture pour l'hiver", "plaid-bruyere")]
    [InlineData("cocote en fonte", "cocotte-braise")]
    [InlineData("poele à frire", "poele-sillon")]
    [InlineData("SÉCATEUR", "secateur-net")]
    [InlineData("secateure", "secateur-net")]
    [InlineData("bougies figuié", "bougie-figuier")]
    [InlineData("quelque chose pour les oiseaux", "mangeoire-mesange")]
    [InlineData("un cadeau de mariage", "couverts-ligne")]
    [InlineData("la lampe luer", "lampe-lueur")]
    [InlineData("table de jardin", "table-square")]
    [InlineData("chaise pliente", "chaise-square")]
    [InlineData("je voudrais commander la lampe scribe s’il vous plaît", "lampe-scribe")]
    [InlineData("Avez-vous des couteaux ?", "couteau-fil")]
    [InlineData("guirlande exterieur", "guirlande-guinguette")]
    [InlineData("asiettes plates", "assiettes-rivage")]
    [InlineData("parure de lit bleue", "parure-lin-azur")]
    [InlineData("miroire rond", "miroir-halo")]
    [InlineData("cafetiere italiene", "cafetiere-italienne-dora")]
    [InlineData("nape en lin", "nappe-olivier")]
    [InlineData("lampe sans fil rechargeable pour la terrasse", "lampe-luciole")]
    [InlineData("orloge de cuisine", "horloge-midi")]
    [InlineData("moulin a poivre", "moulin-poivre-tournis")]
    public async Task In_French_the_product_that_was_meant_comes_first(string query, string handle) =>
        (await FindAsync("fr", query))[0].ShouldSatisfyAllConditions(
            first => first.Handle.ShouldBe(handle),
            first => first.Score.ShouldBeGreaterThanOrEqualTo(CatalogueSearch.LikelyProduct));

    [Theory]
    [InlineData("electric kettles", "bouilloire-brume")]
    [InlineData("gooseneck ketle", "bouilloire-ondine")]
    [InlineData("desk lamp", "lampe-scribe")]
    [InlineData("desk lmap", "lampe-scribe")]
    [InlineData("blue mug", "mug-galet-nuit")]
    [InlineData("wool blanket", "plaid-bruyere")]
    [InlineData("fig candel", "bougie-figuier")]
    [InlineData("cast iron teapots", "theiere-kaze")]
    [InlineData("I'm looking for a wedding gift", "couverts-ligne")]
    [InlineData("bird feeder please", "mangeoire-mesange")]
    [InlineData("frying pans", "poele-sillon")]
    [InlineData("hammok", "hamac-sieste")]
    [InlineData("folding chairs", "chaise-square")]
    [InlineData("pepper mil", "moulin-poivre-tournis")]
    [InlineData("secators", "secateur-net")]
    [InlineData("bath towles", "serviettes-ecume")]
    [InlineData("white bedding", "parure-percale-neige")]
    [InlineData("glasses", "verres-bulle")]
    [InlineData("round miror", "miroir-halo")]
    [InlineData("something to water my plants: a watering can", "arrosoir-rosee")]
    public async Task In_English_the_product_that_was_meant_comes_first(string query, string handle) =>
        (await FindAsync("en", query))[0].ShouldSatisfyAllConditions(
            first => first.Handle.ShouldBe(handle),
            first => first.Score.ShouldBeGreaterThanOrEqualTo(CatalogueSearch.LikelyProduct));

    [Theory]
    [InlineData("fr", "téléphone")]
    [InlineData("fr", "ordinateur portable")]
    [InlineData("fr", "une voiture électrique")]
    [InlineData("fr", "des chaussures de sport")]
    [InlineData("fr", "vélo")]
    [InlineData("en", "laptop")]
    [InlineData("en", "running shoes")]
    [InlineData("en", "a smartphone")]
    [InlineData("en", "car insurance")]
    public async Task What_the_shop_does_not_sell_is_not_taken_for_something_else(string locale, string query) =>
        (await FindAsync(locale, query)).ShouldAllBe(product => product.Score < CatalogueSearch.LikelyProduct);

    [Fact]
    public async Task A_match_carries_what_can_be_told_about_the_product()
    {
        var mug = (await FindAsync("fr", "mug galet bleu nuit"))[0];
        mug.Title.ShouldBe("Mug Galet bleu nuit 30 cl");
        mug.Price.ShouldBe(new Sessions.Money(14.90m, "EUR"));
        mug.Stock.ShouldBe(3);
        mug.Category.ShouldBe("Arts de la table");
        mug.Options.ShouldBe("Couleur\u00a0: Bleu nuit");
        mug.ImageUrl.ShouldBe("/demo/demo-shop/images/mug-galet-nuit.svg");
        mug.Description.ShouldNotContain("<");
    }

    [Fact]
    public async Task The_same_product_is_told_in_either_language()
    {
        (await shop.Search.GetProductAsync(DemoShop.Id, "fr", "lampe-scribe", Cancellation))
            .ShouldNotBeNull().Title.ShouldBe("Lampe de bureau Scribe");
        (await shop.Search.GetProductAsync(DemoShop.Id, "en", "lampe-scribe", Cancellation))
            .ShouldNotBeNull().Title.ShouldBe("Scribe desk lamp");
        (await shop.Search.GetProductAsync(DemoShop.Id, "fr", "no-such-product", Cancellation)).ShouldBeNull();
        (await shop.Search.GetProductAsync("other-shop", "fr", "lampe-scribe", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_equally_good_products_those_in_stock_come_first()
    {
        var sets = await FindAsync("fr", "vaisselle");
        sets.Take(2).Select(product => product.Handle).ShouldBe(["assiettes-rivage", "bols-rivage"]);
        sets[0].Score.ShouldBe(sets[1].Score, 0.01);
        sets[1].Stock.ShouldBe(0);
    }

    [Theory]
    [InlineData("fr", "mug-galet-sable", "mug-galet-nuit")]
    [InlineData("fr", "lampe-scribe", "lampe-lueur")]
    [InlineData("en", "plaid-bruyere", "plaid-dune")]
    [InlineData("en", "theiere-camelia", "theiere-kaze")]
    [InlineData("fr", "bougie-cedre", "bougie-figuier")]
    public async Task Something_like_it_is_of_its_kind_and_never_itself(string locale, string handle, string similar)
    {
        var found = await shop.Search.FindSimilarAsync(DemoShop.Id, locale, handle, 3, Cancellation);
        found[0].Handle.ShouldBe(similar);
        found.ShouldAllBe(product => product.Handle != handle);
        found.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Shelves_are_listed_with_what_stands_on_them()
    {
        var shelves = await shop.Search.ListCategoriesAsync(DemoShop.Id, "en", Cancellation);
        shelves.Count.ShouldBe(6);
        shelves.Sum(shelf => shelf.Products).ShouldBe(shop.Import.Products);
        shelves.ShouldContain(new CategoryCount("Lighting", 8));
    }

    [Theory]
    [InlineData("fr", "Décoration", "Décoration")]
    [InlineData("fr", "DECORATION", "Décoration")]
    [InlineData("fr", "deco", "Décoration")]
    [InlineData("fr", "luminaire", "Luminaires")]
    [InlineData("fr", "art de la table", "Arts de la table")]
    [InlineData("en", "garden", "Garden and balcony")]
    public async Task A_shelf_is_known_however_its_name_is_typed(string locale, string typed, string category)
    {
        var found = await shop.Search.ListCategoryAsync(DemoShop.Id, locale, typed, 50, Cancellation);
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(product => product.Category == category);
        found.SkipWhile(product => product.Stock != 0).ShouldAllBe(product => product.Stock == 0);
    }

    [Fact]
    public async Task There_is_no_shelf_of_what_is_not_sold() =>
        (await shop.Search.ListCategoryAsync(DemoShop.Id, "fr", "voitures", 50, Cancellation)).ShouldBeEmpty();

    [Fact]
    public async Task Every_product_is_named()
    {
        var names = await shop.Search.ListProductNamesAsync(DemoShop.Id, "fr", Cancellation);
        names.Count.ShouldBe(shop.Import.Products);
        names.ShouldContain(new ProductName("hamac-sieste", "Hamac en coton Sieste"));
        (await shop.Search.ListProductNamesAsync("other-shop", "fr", Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ?!… ")]
    [InlineData("'; DROP TABLE products; --")]
    [InlineData("\\' OR 1=1")]
    [InlineData("a & | ! ( ) :* <->")]
    [InlineData("%_%")]
    [InlineData("{0} {}")]
    [InlineData("nul\0byte")]
    [InlineData("lone \ud800 surrogate")]
    [InlineData("\u202eright to left\u202c")]
    [InlineData("👩‍👩‍👧 🕯️")]
    [InlineData("q̸̛̺u̶e̵")]
    [InlineData("lampe'; --\u0000")]
    public async Task Hostile_text_is_only_searched_for(string text)
    {
        await shop.Search.FindProductsAsync(DemoShop.Id, "fr", text, 5, Cancellation);
        await shop.Search.FindAnswersAsync(DemoShop.Id, "fr", text, 5, Cancellation);
        await shop.Search.ListCategoryAsync(DemoShop.Id, "fr", text, 5, Cancellation);
        await shop.Search.FindSimilarAsync(DemoShop.Id, "fr", text, 5, Cancellation);
        (await shop.Search.GetProductAsync(DemoShop.Id, "fr", text, Cancellation)).ShouldBeNull();
        (await shop.Search.FindProductsAsync(text, "fr", "lampe", 5, Cancellation)).ShouldBeEmpty();
        (await shop.Search.FindProductsAsync(DemoShop.Id, text, "lampe", 5, Cancellation)).ShouldBeEmpty();

        (await shop.Search.ListProductNamesAsync(DemoShop.Id, "fr", Cancellation)).Count.ShouldBe(51);
    }

    [Fact]
    public async Task Endless_text_costs_no_more_than_its_first_words()
    {
        var found = await FindAsync("fr", $"lampe scribe {string.Concat(Enumerable.Repeat("zzzzzz yyyyyy ", 50_000))}");
        found[0].Handle.ShouldBe("lampe-scribe");
    }

    private Task<IReadOnlyList<ProductMatch>> FindAsync(string locale, string query) =>
        shop.Search.FindProductsAsync(DemoShop.Id, locale, query, 5, Cancellation);
}
