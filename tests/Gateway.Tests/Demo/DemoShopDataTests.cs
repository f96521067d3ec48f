using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Settings;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Demo;

/// <summary>
/// What the demo shop's files must keep to: visitors and scripted conversations rely on it in both languages.
/// </summary>
[Collection(nameof(DemoSite))]
public sealed class DemoShopDataTests(DemoSite site)
{
    private static readonly ShopSettings Settings = ShopSettings.Parse(DemoSite.ReadDemoShop()).Settings!;

    [Fact]
    public async Task Every_product_is_described_in_both_languages_and_has_a_picture()
    {
        await using var db = await site.OpenRecordsAsync();
        var products = await db.Products.Include(product => product.Texts).ToListAsync();

        products.Count.ShouldBeGreaterThanOrEqualTo(40);
        foreach (var product in products)
        {
            product.Texts.Select(text => text.Locale).Order().ShouldBe(["en", "fr"]);
            product.Texts.ShouldAllBe(text => text.Title.Length > 5 && text.Description.Length > 80);
            product.ImageUrl.ShouldBe($"/demo/demo-shop/images/{product.Handle}.svg");
            File.Exists(Path.Combine(DemoSite.WorkspacesPath, "demo-shop", "images", $"{product.Handle}.svg"))
                .ShouldBeTrue(product.Handle);
        }
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task The_products_stand_on_six_shelves_under_names_of_their_own(string locale)
    {
        await using var db = await site.OpenRecordsAsync();
        var texts = await db.ProductTexts.Where(text => text.Locale == locale).ToListAsync();

        texts.Select(text => text.Category).Distinct().Count().ShouldBe(6);
        texts.Select(text => text.Title).ShouldBeUnique();
    }

    [Fact]
    public async Task Both_languages_give_the_same_prices_and_stock()
    {
        var french = await ReadColumnsAsync("fr");
        var english = await ReadColumnsAsync("en");

        french.Count.ShouldBeGreaterThanOrEqualTo(40);
        english.ShouldBe(french);
    }

    [Fact]
    public async Task As_many_questions_are_answered_in_one_language_as_in_the_other()
    {
        await using var db = await site.OpenRecordsAsync();
        var entries = await db.FaqEntries.ToListAsync();

        var french = entries.Count(entry => entry.Locale == "fr");
        french.ShouldBeGreaterThanOrEqualTo(20);
        entries.Count(entry => entry.Locale == "en").ShouldBe(french);
        entries.ShouldAllBe(entry => entry.Answer.Length > 30);
    }

    [Theory]
    [InlineData("fr", "{0} €", "fr-FR")]
    [InlineData("en", "€{0}", "en-GB")]
    public async Task The_answers_on_delivery_agree_with_the_settings(string locale, string price, string culture)
    {
        var delivery = Settings.Delivery!;
        var answers = (await File.ReadAllTextAsync(FileOf(Settings.Faq, locale))).Replace('\u00a0', ' ');
        var days = locale == "fr"
            ? $"{delivery.MinDays} à {delivery.MaxDays} jours"
            : $"{delivery.MinDays} to {delivery.MaxDays} working days";

        answers.ShouldContain(
            string.Format(
            CultureInfo.InvariantCulture, price, delivery.Price.ToString("N2", CultureInfo.GetCultureInfo(culture))));
        answers.ShouldContain(
            string.Format(
            CultureInfo.InvariantCulture, price, delivery.FreeFrom!.Value.ToString("0", CultureInfo.InvariantCulture)));
        answers.ShouldContain(days);
    }

    private static string FileOf(IReadOnlyDictionary<string, string> files, string locale) =>
        Path.Combine(DemoSite.WorkspacesPath, files[locale]);

    // Handle, stock, price and price before a reduction, as the file has them.
    private static async Task<IReadOnlyList<string>> ReadColumnsAsync(string locale)
    {
        var file = await File.ReadAllTextAsync(FileOf(Settings.Catalogue, locale));
        return [.. Regex.Matches(
            file, @"^(?<handle>[a-z0-9-]+),.*,(?<numbers>MC-[A-Z]{3}-\d{3},\d+,[\d.]+,[\d.]*),/demo/",
            RegexOptions.Multiline | RegexOptions.NonBacktracking)
            .Select(row => $"{row.Groups["handle"].Value} {row.Groups["numbers"].Value}")];
    }
}
