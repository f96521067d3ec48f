using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class CatalogueImporterTests(RecordsServer server) : IAsyncLifetime
{
    private const string TwoLanguages =
        """{"catalogue": {"fr": "shop.fr.json", "en": "shop.en.json"}, "faq": {"fr": "faq.fr.md"} }""";

    private ShopFolder _shop = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _shop = await ShopFolder.CreateAsync(server);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_same_files_are_imported_once()
    {
        const string products = """[{"nom": "Théière", "prix": 42.9, "stock": 3}]""";
        (await _shop.ImportAsync("shop.json", products)).ShouldSatisfyAllConditions(
            first => first.Outcome.ShouldBe(ImportOutcome.Imported),
            first => first.Products.ShouldBe(1));
        var id = await _shop.Database.AskAsync<long>("SELECT id FROM products");

        (await _shop.ImportAsync("shop.json", products)).Outcome.ShouldBe(ImportOutcome.Unchanged);

        (await _shop.Database.AskAsync<long>("SELECT id FROM products")).ShouldBe(id);
    }

    [Fact]
    public async Task What_changed_is_changed_what_is_new_is_added_what_vanished_is_removed()
    {
        await _shop.ImportAsync(
            "shop.json", """[{"nom": "Théière", "prix": 42.9, "stock": 3}, {"nom": "Bol", "prix": 9}]""");
        var id = await _shop.Database.AskAsync<long>("SELECT id FROM products WHERE handle = 'theiere'");
        (await _shop.HandlesAsync()).ShouldBe(["bol", "theiere"]);

        await _shop.ImportAsync(
            "shop.json", """[{"nom": "Théière", "prix": 39.9, "stock": 2}, {"nom": "Carafe", "prix": 19}]""");

        (await _shop.HandlesAsync()).ShouldBe(["carafe", "theiere"]);
        (await _shop.GetAsync("theiere")).ShouldSatisfyAllConditions(
            product => product.Price.Amount.ShouldBe(39.9m),
            product => product.Stock.ShouldBe(2));
        (await _shop.Database.AskAsync<long>("SELECT id FROM products WHERE handle = 'theiere'")).ShouldBe(id);
        (await _shop.Search.FindProductsAsync("shop", "fr", "bol", 5, Cancellation)).ShouldBeEmpty();
        (await _shop.Search.FindProductsAsync("shop", "fr", "caraffe", 5, Cancellation))
            .ShouldHaveSingleItem().Handle.ShouldBe("carafe");
    }

    [Fact]
    public async Task A_bad_file_leaves_the_catalogue_as_it_was()
    {
        await _shop.ImportAsync("shop.json", """[{"nom": "Théière", "prix": 42.9, "stock": 3}]""");

        (await _shop.ImportAsync("shop.json", """[{"nom": "Bol", "prix": 9}, """)).Outcome.ShouldBe(
            ImportOutcome.Refused);

        (await _shop.HandlesAsync()).ShouldBe(["theiere"]);
        (await _shop.Faults.ListAsync(Cancellation)).ShouldHaveSingleItem().Reason.ShouldContain("shop.json");
        (await _shop.ImportAsync("shop.json", """[{"nom": "Théière", "prix": 42.9, "stock": 3}]""")).Outcome.ShouldBe(
            ImportOutcome.Unchanged);
    }

    [Theory]
    [InlineData("""{"nom": "Théière", "prix": "cher"}""")]
    [InlineData("""{"nom": "Théière"}""")]
    [InlineData("""{"nom": "Théière", "prix": 10, "stock": "beaucoup"}""")]
    [InlineData("""{"nom": "Théière", "prix": 10, "image": "javascript:alert(1)"}""")]
    [InlineData("""{"nom": "Théière", "prix": 10, "variantes": [{"nom": "S", "prix": "?"}, {"nom": "M"}]}""")]
    [InlineData("""{"nom": "Théière", "prix": 10, "description": 5, "tags": {"a": 1}}""")]
    public async Task A_record_that_cannot_be_read_stops_nothing_but_itself(string bad)
    {
        await _shop.ImportAsync(
            "shop.json", """[{"nom": "Théière", "prix": 42.9, "stock": 3}, {"nom": "Vieux bol", "prix": 3}]""");

        var result = await _shop.ImportAsync(
            "shop.json", $$"""[{"nom": "Bol", "prix": 9}, {{bad}}, {"nom": "Carafe", "prix": 19}]""");

        result.Outcome.ShouldBe(ImportOutcome.Imported);
        result.Errors.ShouldNotBeEmpty();
        result.Errors.ShouldAllBe(error => error.Row == 2);
        (await _shop.HandlesAsync()).ShouldBe(["bol", "carafe", "theiere"]);
        (await _shop.GetAsync("theiere")).Price.Amount.ShouldBe(42.9m);
        var faults = await _shop.Faults.ListAsync(Cancellation);
        faults.Count.ShouldBe(result.Errors.Count);
        (await _shop.Faults.RetryAsync(faults[0], Cancellation)).ShouldBe(faults[0].Reason);

        _shop.Write("shop.json", """[{"nom": "Bol", "prix": 9}, {"nom": "Théière", "prix": 45}]""");
        (await _shop.Faults.RetryAsync(faults[0], Cancellation)).ShouldBeNull();

        (await _shop.HandlesAsync()).ShouldBe(["bol", "theiere"]);
        (await _shop.GetAsync("theiere")).Price.Amount.ShouldBe(45m);
        (await _shop.Faults.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Variants_with_prices_of_their_own_stay_when_their_record_cannot_be_read()
    {
        const string shirt = "t,Shirt,,,,TRUE,Size,S,ts,1,10,,,active\nt,,,,,,,M,tm,1,12,,,\n";
        await _shop.ImportAsync("shop.csv", $"{ShopFolder.CsvHeader}\n{shirt}tea,Tea,,,,TRUE,,,,1,5,,,active\n");

        await _shop.ImportAsync(
            "shop.csv",
            $"{ShopFolder.CsvHeader}\n{shirt.Replace("12", "douze", StringComparison.Ordinal)}bol,Bol,,,,TRUE,,,,1,5,,,active\n");

        (await _shop.HandlesAsync()).ShouldBe(["bol", "t-tm", "t-ts"]);
    }

    [Fact]
    public async Task What_has_left_the_files_leaves_the_catalogue_though_a_record_with_the_beginning_of_its_name_is_put_aside()
    {
        await _shop.ImportAsync(
            "shop.csv",
            $"{ShopFolder.CsvHeader}\nvase,Vase,,,,TRUE,,,,1,5,,,active\nvase-bleu,Vase bleu,,,,TRUE,,,,1,6,,,active\n");

        await _shop.ImportAsync("shop.csv", $"{ShopFolder.CsvHeader}\nvase,Vase,,,,TRUE,,,,1,cinq,,,active\n");

        (await _shop.HandlesAsync()).ShouldBe(["vase"]);
    }

    [Fact]
    public async Task A_translation_put_aside_leaves_the_words_of_its_variants_that_are_products_for_themselves()
    {
        const string French =
            """[{"id": "p", "nom": "Pull", "prix": 10, "variantes": [{"nom": "S", "prix": 10}, {"nom": "M", "prix": 12}]}]""";
        const string English =
            """[{"id": "p", "name": "Jumper", "price": 10, "variants": [{"name": "S", "price": 10}, {"name": "M", "price": 12}]}]""";
        _shop.Write("shop.fr.json", French);
        _shop.Write("shop.en.json", English);
        _shop.Write("faq.fr.md", "## Où ?\nIci.\n");
        await _shop.ImportAsync(TwoLanguages);
        var handles = await _shop.HandlesAsync();
        (await _shop.GetAsync(handles[0], "en")).Title.ShouldStartWith("Jumper");

        _shop.Write("shop.en.json", English.Replace("12", "\"?\"", StringComparison.Ordinal));
        (await _shop.ImportAsync(TwoLanguages)).Errors.ShouldNotBeEmpty();

        foreach (var handle in handles)
            (await _shop.GetAsync(handle, "en")).Title.ShouldStartWith("Jumper");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stops_no_other()
    {
        _shop.Write("shop.fr.json", """[{"id": "t1", "nom": "Théière", "prix": 42.9}]""");
        _shop.Write("shop.en.json", """[{"id": "t1", "name": "Teapot", "price": 42.9}]""");
        _shop.Write("faq.fr.md", "## Où ?\nIci.\n");
        await _shop.ImportAsync(TwoLanguages);

        _shop.Write("shop.fr.json", """[{"id": "t1", "nom": "Théière", "prix": 40}]""");
        _shop.Write("shop.en.json", "[");
        _shop.Write("faq.fr.md", "rien");
        (await _shop.ImportAsync(TwoLanguages)).Errors.Select(error => error.File)
            .ShouldBe(["shop.en.json", "faq.fr.md"], ignoreOrder: true);

        (await _shop.GetAsync("t1", "en")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Teapot"),
            product => product.Price.Amount.ShouldBe(40m));
        (await _shop.Database.AskAsync<long>("SELECT count(*) FROM faq_entries")).ShouldBe(1);
    }

    [Fact]
    public async Task A_translation_that_cannot_be_read_leaves_the_words_that_were_there()
    {
        _shop.Write(
            "shop.fr.json",
            """[{"id": "t1", "nom": "Théière", "prix": 42.9}, {"id": "b1", "nom": "Bol", "prix": 9}]""");
        _shop.Write(
            "shop.en.json",
            """[{"id": "t1", "name": "Teapot", "price": 42.9}, {"id": "b1", "name": "Bowl", "price": 9}]""");
        _shop.Write("faq.fr.md", "## Où ?\nIci.\n");
        await _shop.ImportAsync(TwoLanguages);

        _shop.Write(
            "shop.en.json",
            """[{"id": "t1", "name": "Teapot", "price": "?"}, {"id": "b1", "name": "Bowl", "price": 8}]""");
        (await _shop.ImportAsync(TwoLanguages)).Errors.Count.ShouldBe(2);

        (await _shop.GetAsync("t1", "en")).Title.ShouldBe("Teapot");
        (await _shop.GetAsync("b1", "en"))
            .ShouldSatisfyAllConditions(
                product => product.Title.ShouldBe("Bowl"), product => product.Price.Amount.ShouldBe(9m));
    }

    [Fact]
    public async Task The_longest_records_can_be_stored_and_longer_ones_are_put_aside()
    {
        var words = string.Join(' ', Enumerable.Range(0, 3_000).Select(number => $"m{number}"));
        string Product(string name, int title, int description) =>
            $$"""{"id": "{{name}}", "nom": "{{new string('é', title)}}", "prix": 9, "description": "{{words[..description]}}", "tags": "{{words[..2_000]}}", "categorie": "{{new string('c', 300)}}"}""";
        _shop.Write("shop.json", $"[{Product("longest", 300, 16_000)}, {Product("longer", 301, 10)}]");
        _shop.Write(
            "faq.fr.md",
            $"## {new string('q', 1_000)}\n{words[..16_000]}\n## {new string('q', 1_001)}\nnon\n## Long ?\n{words}{words}\n");

        var result = await _shop.ImportAsync("""{"catalogue": {"fr": "shop.json"}, "faq": {"fr": "faq.fr.md"} }""");

        result.Outcome.ShouldBe(ImportOutcome.Imported);
        result.Answers.ShouldBe(1);
        result.Errors.Count.ShouldBe(3);
        (await _shop.HandlesAsync()).ShouldBe(["longest"]);
    }

    [Fact]
    public async Task A_missing_file_is_refused_by_name()
    {
        var result = await _shop.ImportAsync(TwoLanguages);
        result.Errors.Select(error => error.ToString()).ShouldBe(
        [
            "shop.en.json: there is no such file",
            "shop.fr.json: there is no such file",
            "faq.fr.md: there is no such file",
        ]);
    }

    [Fact]
    public async Task Each_language_has_its_own_words_at_the_same_price()
    {
        _shop.Write(
            "shop.fr.json",
            """[{"id": "t1", "nom": "Théière", "prix": 42.9, "stock": 3}, {"id": "b1", "nom": "Bol", "prix": 9}]""");
        _shop.Write("shop.en.json", """[{"id": "t1", "name": "Teapot", "price": 42.9, "stock": 3}]""");
        _shop.Write("faq.fr.md", "## Où ?\nIci.\n");

        (await _shop.ImportAsync(TwoLanguages)).Answers.ShouldBe(1);

        (await _shop.GetAsync("t1")).Title.ShouldBe("Théière");
        (await _shop.GetAsync("t1", "en")).Title.ShouldBe("Teapot");
        (await _shop.GetAsync("b1", "en")).Title.ShouldBe("Bol");
        (await _shop.Search.FindProductsAsync("shop", "en", "teapots", 5, Cancellation))
            .ShouldHaveSingleItem().Handle.ShouldBe("t1");
        (await _shop.Search.FindProductsAsync("shop", "fr", "teapot", 5, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        """[{"id": "t1", "name": "Teapot", "price": 40, "stock": 3}]""", "price",
        "is 40, but shop.fr.json says 42.9 at row 1")]
    [InlineData(
        """[{"id": "t1", "name": "Teapot", "price": 42.9, "stock": 4}]""", "stock",
        "is 4, but shop.fr.json says 3 at row 1")]
    [InlineData(
        """[{"id": "t1", "name": "Teapot", "price": 42.9}]""", "stock", "is empty, but shop.fr.json says 3 at row 1")]
    [InlineData(
        """[{"id": "t2", "name": "Teapot", "price": 42.9}]""", "handle",
        "'t2' is not in shop.fr.json, which says what is sold")]
    public async Task Where_languages_contradict_each_other_the_leading_one_is_told(
        string english, string column, string reason)
    {
        _shop.Write("shop.fr.json", """[{"id": "t1", "nom": "Théière", "prix": 42.9, "stock": 3}]""");
        _shop.Write("shop.en.json", english);
        _shop.Write("faq.fr.md", "## Où ?\nIci.\n");

        var result = await _shop.ImportAsync(TwoLanguages);

        result.Errors.ShouldHaveSingleItem().ShouldBe(new FileError("shop.en.json", 1, column, reason));
        (await _shop.GetAsync("t1", "en")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Théière"),
            product => product.Price.Amount.ShouldBe(42.9m),
            product => product.Stock.ShouldBe(3));
    }

    [Fact]
    public async Task Nodes_that_import_at_once_import_once()
    {
        _shop.Write("shop.json", """[{"nom": "Théière", "prix": 42.9}, {"nom": "Bol", "prix": 9}]""");

        var results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => _shop.ImportAsync("""{"catalogue": {"fr": "shop.json"} }""")));

        results.Count(result => result.Outcome == ImportOutcome.Imported).ShouldBe(1);
        results.Count(result => result.Outcome == ImportOutcome.Unchanged).ShouldBe(5);
        (await _shop.HandlesAsync()).ShouldBe(["bol", "theiere"]);
    }

    [Fact]
    public async Task A_shop_that_sells_nothing_any_more_has_an_empty_catalogue()
    {
        await _shop.ImportAsync("shop.json", """[{"nom": "Théière", "prix": 42.9}]""");
        (await _shop.ImportAsync("{}")).Outcome.ShouldBe(ImportOutcome.Imported);
        (await _shop.HandlesAsync()).ShouldBeEmpty();
        (await _shop.Database.AskAsync<long>("SELECT count(*) FROM search_words")).ShouldBe(0);
    }

    [Fact]
    public async Task Shops_do_not_touch_each_other()
    {
        await _shop.ImportAsync("shop.json", """[{"nom": "Théière", "prix": 42.9}]""");
        var other = ShopFolder.Workspace("{}", "other");
        await _shop.Importer.ImportAsync(
            other,
            new Brain.Shop.Settings.ShopSettings
            {
                Catalogue =
            new Dictionary<string, string> { ["fr"] = "shop.json" }
            }, isForced: false, Cancellation);

        await _shop.Importer.ImportAsync(other, new Brain.Shop.Settings.ShopSettings(), isForced: false, Cancellation);

        (await _shop.HandlesAsync()).ShouldBe(["theiere"]);
        (await _shop.Search.ListProductNamesAsync("other", "fr", Cancellation)).ShouldBeEmpty();
    }
}
