using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class JsonImportTests(RecordsServer server) : IAsyncLifetime
{
    private ShopFolder _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await ShopFolder.CreateAsync(server);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData(
        """[{"nom": "Théière", "prix": 42.9, "description": "En grès", "stock": 11, "categorie": "Table", "image": "/t.jpg", "reference": "T-1", "mots_cles": ["thé", "grès"]}]""")]
    [InlineData(
        """{"products": [{"name": "Théière", "price": "42.90", "description": "<p>En grès</p>", "quantity": "11", "category": "Table", "image": "/t.jpg", "sku": "T 1", "tags": "thé, grès"}]}""")]
    [InlineData(
        """{"produits": [{"Titre": "Théière", "PRIX": "42,90 €", "Description": "En grès", "quantite": 11, "catégorie": "Table", "image": "/t.jpg", "id": "t-1", "autre": {"x": 1}}]}""")]
    public async Task Either_language_and_shape_is_understood(string json)
    {
        (await _shop.ImportAsync("shop.json", json)).Errors.ShouldBeEmpty();
        (await _shop.GetAsync("t-1")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Théière"),
            product => product.Description.ShouldBe("En grès"),
            product => product.Category.ShouldBe("Table"),
            product => product.Price.ShouldBe(new Sessions.Money(42.90m, "EUR")),
            product => product.Stock.ShouldBe(11),
            product => product.ImageUrl.ShouldBe("/t.jpg"));
    }

    [Fact]
    public async Task Variants_are_read_with_their_own_price_and_stock()
    {
        (await _shop.ImportAsync("shop.json", """
            [
              { "handle": "pull", "nom": "Pull", "prix": 59.9, "options": [{ "name": "Taille" }],
                "variants": [{ "option1": "S", "sku": "P-S", "stock": 0 }, { "option1": "M", "sku": "P-M", "stock": 5 }] },
              { "handle": "rug", "name": "Tapis", "declinaisons": [{ "nom": "Petit", "prix": "49 €" }, { "nom": "Grand", "prix": 89, "stock": -1 }] },
              { "handle": "far", "title": "Loin", "price": 5, "stock": 0, "inventory_policy": "continue" },
              { "handle": "any", "title": "Libre", "price": 5, "stock": 0, "inventory_management": null },
              { "handle": "not", "title": "Brouillon", "price": 5, "status": "draft" }
            ]
            """)).Errors.ShouldBeEmpty();

        (await _shop.HandlesAsync()).ShouldBe(["pull", "rug-1", "rug-2", "far", "any"], ignoreOrder: true);
        (await _shop.GetAsync("pull")).ShouldSatisfyAllConditions(
            product => product.Stock.ShouldBe(5),
            product => product.Options.ShouldBe("Taille\u00a0: S, M (épuisé\u00a0: S)"),
            product => product.Variants.Select(variant => (variant.Key, variant.Name, variant.Stock))
                .ShouldBe([("p-s", "S", 0), ("p-m", "M", 5)]));
        (await _shop.GetAsync("rug-2")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Tapis – Grand"),
            product => product.Stock.ShouldBe(0));
        (await _shop.GetAsync("far")).Stock.ShouldBeNull();
        (await _shop.GetAsync("any")).Stock.ShouldBeNull();
    }

    [Fact]
    public async Task A_name_and_a_price_are_enough()
    {
        (await _shop.ImportAsync("shop.json", """[{"nom": "Bœuf séché d’été", "prix": 9}]""")).Errors.ShouldBeEmpty();
        (await _shop.GetAsync("boeuf-seche-d-ete")).Stock.ShouldBeNull();
    }

    [Fact]
    public async Task A_product_that_is_not_translated_is_told_in_the_words_there_are()
    {
        await _shop.ImportAsync("shop.json", """[{"nom": "Théière", "prix": 42.9}]""");
        (await _shop.GetAsync("theiere", "en")).Title.ShouldBe("Théière");
    }

    [Theory]
    [InlineData("""[{"nom": "A", "prix": 1}, {"prix": 2}]""", 2, "nom", "is missing")]
    [InlineData("""[{"nom": "A"}]""", 1, "prix", "is missing")]
    [InlineData("""[{"name": "A", "price": true}]""", 1, "price", "expected a number")]
    [InlineData("""[{"name": "A", "price": 1.999}]""", 1, "price", "two decimals")]
    [InlineData("""[{"name": "A", "price": -1}]""", 1, "price", "negative")]
    [InlineData("""[{"name": "A", "price": 1e30}]""", 1, "price", "expected")]
    [InlineData("""[{"name": "A", "price": 1, "stock": 1.5}]""", 1, "stock", "whole number")]
    [InlineData("""[{"name": "A", "price": 1, "tags": {"a": 1}}]""", 1, "tags", "expected a text")]
    [InlineData("""[{"name": "\ud800", "price": 1, "sku": "x"}]""", 1, "name", "expected a text")]
    [InlineData("""[{"name": "A", "price": 1}, {"name": "a", "price": 2}]""", 2, "handle", "stands at row 1 already")]
    [InlineData("""[{"name": "!!!", "price": 1}]""", 1, "handle", "is empty")]
    [InlineData("[1]", 1, null, "expected an object")]
    [InlineData("{}", null, null, "expected a list")]
    [InlineData("\"text\"", null, null, "expected a list")]
    [InlineData("[{\"name\": \"A\",\n \"price\": }]", 2, null, "not valid JSON")]
    [InlineData("", null, null, "is empty")]
    public async Task An_error_names_the_item_and_the_property(string json, int? row, string? column, string reason)
    {
        var result = await _shop.ImportAsync("shop.json", json);

        result.Errors[0].ShouldSatisfyAllConditions(
            error => error.File.ShouldBe("shop.json"),
            error => error.Row.ShouldBe(row),
            error => error.Column.ShouldBe(column),
            error => error.Reason.ShouldContain(reason));
    }

    [Fact]
    public async Task Nesting_without_end_is_refused() =>
        (await _shop.ImportAsync("shop.json", new string('[', 100_000))).Outcome.ShouldBe(ImportOutcome.Refused);
}
