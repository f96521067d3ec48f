using Gateway.Brain.Shop.Catalogue.Import;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class ShopifyImportTests(RecordsServer server) : IAsyncLifetime
{
    private ShopFolder _shop = null!;

    public async ValueTask InitializeAsync() => _shop = await ShopFolder.CreateAsync(server);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Rows_of_one_handle_are_one_product_with_its_choices_and_all_of_its_stock()
    {
        await ImportAsync(
            """
            cap,Casquette,<p>En coton.</p><ul><li>Lavable</li></ul>,Mode,été,TRUE,Taille,S,,3,19.90,24.90,/cap.jpg,active
            cap,,,,,,,M,,4,19.90,24.90,/cap-2.jpg,
            cap,,,,,,,,,,,,/cap-3.jpg,
            """);

        (await _shop.GetAsync("cap")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Casquette"),
            product => product.Description.ShouldBe("En coton.\n• Lavable"),
            product => product.Category.ShouldBe("Mode"),
            product => product.Options.ShouldBe("Taille\u00a0: S, M"),
            product => product.Price.Amount.ShouldBe(19.90m),
            product => product.Stock.ShouldBe(7),
            product => product.ImageUrl.ShouldBe("/cap.jpg"));
        (await _shop.Database.AskAsync<decimal>("SELECT compare_at_price FROM products")).ShouldBe(24.90m);
    }

    [Fact]
    public async Task Variants_with_different_prices_are_products_of_their_own()
    {
        await ImportAsync(
            """
            rug,Tapis,,Salon,,TRUE,Taille,Petit,RUG-S,3,49,,,active
            rug,,,,,,,Grand,RUG-L,1,89,,,
            """);

        (await _shop.HandlesAsync()).ShouldBe(["rug-rug-l", "rug-rug-s"], ignoreOrder: true);
        (await _shop.GetAsync("rug-rug-l")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Tapis – Grand"),
            product => product.Price.Amount.ShouldBe(89m),
            product => product.Stock.ShouldBe(1));
    }

    [Fact]
    public async Task Drafts_and_what_is_not_published_are_left_out()
    {
        await ImportAsync(
            """
            sold,Vendu,,,,TRUE,,,,1,5,,,active
            draft,Brouillon,,,,TRUE,,,,1,5,,,draft
            archived,Archivé,,,,TRUE,,,,1,5,,,archived
            hidden,Caché,,,,FALSE,,,,1,5,,,active
            """);
        (await _shop.HandlesAsync()).ShouldBe(["sold"]);
    }

    [Fact]
    public async Task Stock_that_nobody_counts_is_unknown_and_oversold_stock_is_none()
    {
        await ImportAsync(
            """
            uncounted,Sans suivi,,,,TRUE,,,,,5,,,active
            oversold,Survendu,,,,TRUE,,,,-2,5,,,active
            """);
        (await _shop.GetAsync("uncounted")).Stock.ShouldBeNull();
        (await _shop.GetAsync("oversold")).Stock.ShouldBe(0);
    }

    [Fact]
    public async Task Cells_may_hold_separators_line_breaks_and_quotation_marks()
    {
        await ImportAsync("""
            a,"Vase ""Argile"", grand","<p>Un
            vase</p><script>alert(1)</script><p>&eacute;maillé &amp; mat</p>",Déco,,TRUE,Title,Default Title,,1,"12,50 €",,https://shop.example/a.jpg,active
            """);
        (await _shop.GetAsync("a")).ShouldSatisfyAllConditions(
            product => product.Title.ShouldBe("Vase \"Argile\", grand"),
            product => product.Description.ShouldBe("Un vase\némaillé & mat"),
            product => product.Price.Amount.ShouldBe(12.50m),
            product => product.Options.ShouldBeNull());
    }

    [Fact]
    public async Task The_newer_names_of_the_columns_and_other_separators_are_understood()
    {
        (await _shop.ImportAsync("shop.csv",
            "\ufeffTitle;URL handle;Description;Type;Price;Inventory quantity;Product image URL;Status;Published on online store\nBol;bol;Un bol;Table;9,90;4;;Active;true\n"))
            .Outcome.ShouldBe(ImportOutcome.Imported);
        (await _shop.GetAsync("bol")).Price.Amount.ShouldBe(9.90m);
    }

    [Theory]
    [InlineData("a,Vase,,,,TRUE,,,,1,douze,,,active", 2, "Variant Price", "douze")]
    [InlineData("a,Vase,,,,TRUE,,,,1,\"1,234\",,,active", 2, "Variant Price", "thousands or decimals")]
    [InlineData("a,Vase,,,,TRUE,,,,1,-3,,,active", 2, "Variant Price", "not a price")]
    [InlineData("a,Vase,,,,TRUE,,,,1,12.345.6,,,active", 2, "Variant Price", "not a price")]
    [InlineData("a,Vase,,,,TRUE,,,,1,$12.50,,,active", 2, "Variant Price", "USD")]
    [InlineData("a,Vase,,,,TRUE,,,,1,,,,active", 2, "Variant Price", "is empty")]
    [InlineData("a,Vase,,,,TRUE,,,,beaucoup,12,,,active", 2, "Variant Inventory Qty", "beaucoup")]
    [InlineData("a,,,,,TRUE,,,,1,12,,,active", 2, "Title", "is empty")]
    [InlineData(",Vase,,,,TRUE,,,,1,12,,,active", 2, "Handle", "is empty")]
    [InlineData("a,Vase,,,,TRUE,,,,1,12,,javascript:alert(1),active", 2, "image", "http")]
    [InlineData("a,Vase,,,,TRUE,,,,1,12,,,active\n\nb,\"Bol,,,,TRUE,,,,1,12,,,active", 4, null, "CSV")]
    [InlineData(
        "b,Bol,\"deux\nlignes\",,,TRUE,,,,1,12,,,active\na,Vase,,,,TRUE,,,,1,x,,,active", 4, "Variant Price", "'x'")]
    public async Task An_error_names_the_file_the_line_and_the_column(
        string rows, int line, string? column, string? reason)
    {
        var result = await _shop.ImportAsync("shop.csv", $"{ShopFolder.CsvHeader}\n{rows}\n");

        result.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.File.ShouldBe("shop.csv"),
            error => error.Row.ShouldBe(line),
            error => error.Column.ShouldBe(column),
            error => error.Reason.ShouldContain(reason ?? ""));
    }

    [Fact]
    public async Task A_missing_column_is_named()
    {
        var result = await _shop.ImportAsync("shop.csv", "Handle,Title\na,Vase\n");
        result.Errors.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("shop.csv, row 1, column Variant Price: the column is missing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("%PDF-1.7\nnot a table")]
    public async Task What_is_no_table_is_refused(string text) =>
        (await _shop.ImportAsync("shop.csv", text)).Outcome.ShouldBe(ImportOutcome.Refused);

    [Fact]
    public async Task What_is_not_utf8_is_refused_with_its_line()
    {
        _shop.Write("shop.csv", [.. "Handle,Title,Variant Price\na,Caf"u8, 0xE9, .. ",12\n"u8]);
        var result = await _shop.ImportAsync("""{"catalogue": {"fr": "shop.csv"}}""");
        result.Errors.ShouldHaveSingleItem().Reason.ShouldBe("is not UTF-8 (line 2); save it as UTF-8");
    }

    private async Task ImportAsync(string rows)
    {
        var result = await _shop.ImportAsync("shop.csv", $"{ShopFolder.CsvHeader}\n{rows}\n");
        result.Errors.ShouldBeEmpty();
        result.Outcome.ShouldBe(ImportOutcome.Imported);
    }
}
