using System.Text.Json;
using Gateway.Brain.Shop.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Shop.Settings;

public sealed class ShopSettingsTests
{
    [Fact]
    public void Full_settings_are_read()
    {
        var (settings, errors) = Parse(
            """
            {
              "agentName": "Léa",
              "catalogue": { "fr": "demo-shop/catalogue.fr.csv", "en": "demo-shop/catalogue.en.json" },
              "faq": { "fr": "demo-shop/faq.fr.md" },
              "delivery": { "price": 4.90, "freeFrom": 60.00, "minDays": 2, "maxDays": 4, "firstOrderFree": true }
            }
            """);

        errors.ShouldBeEmpty();
        settings.ShouldNotBeNull().ShouldSatisfyAllConditions(
            shop => shop.AgentName.ShouldBe("Léa"),
            shop => shop.Catalogue["en"].ShouldBe("demo-shop/catalogue.en.json"),
            shop => shop.Faq.Keys.ShouldBe(["fr"]),
            shop => shop.Delivery.ShouldBe(
                new DeliveryTerms { Price = 4.90m, FreeFrom = 60m, MinDays = 2, MaxDays = 4, FirstOrderFree = true }));
    }

    [Fact]
    public void Settings_that_are_left_out_have_defaults()
    {
        var (settings, errors) = ShopSettings.Parse(new Workspace { Id = "shop", Name = "Shop", Solution = "shop" });
        errors.ShouldBeEmpty();
        settings.ShouldNotBeNull().Catalogue.ShouldBeEmpty();
        settings.Delivery.ShouldBeNull();
    }

    [Fact]
    public void A_setting_that_is_null_is_one_that_is_left_out()
    {
        var (settings, errors) = Parse(
            """{ "agentName": null, "delivery": { "price": 4, "freeFrom": null, "minDays": 1, "maxDays": 2 } }""");

        errors.ShouldBeEmpty();
        settings.ShouldNotBeNull().Delivery.ShouldNotBeNull().FreeFrom.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]", "$.settings", "found a list, expected an object")]
    [InlineData("""{"agentName": ""}""", "$.settings.agentName", "expected a text")]
    [InlineData("""{"agentname": "Léa"}""", "$.settings.agentname", "is not known here")]
    [InlineData("""{"catalogue": "shop.csv"}""", "$.settings.catalogue", "expected an object")]
    [InlineData("""{"catalogue": {"en": "shop.csv"}}""", "$.settings.catalogue", "no file for 'fr'")]
    [InlineData(
        """{"catalogue": {"fr": "shop.csv", "de": "shop.csv"}}""", "$.settings.catalogue.de", "is not known here")]
    [InlineData("""{"catalogue": {"fr": "shop.xlsx"}}""", "$.settings.catalogue.fr", ".csv or .json")]
    [InlineData("""{"catalogue": {"fr": "/etc/passwd.csv"}}""", "$.settings.catalogue.fr", "inside")]
    [InlineData("""{"catalogue": {"fr": "../other/shop.csv"}}""", "$.settings.catalogue.fr", "inside")]
    [InlineData("""{"catalogue": {"fr": "a/../../shop.csv"}}""", "$.settings.catalogue.fr", "inside")]
    [InlineData("""{"catalogue": {"fr": "C:\\shop.csv"}}""", "$.settings.catalogue.fr", "inside")]
    [InlineData("""{"catalogue": {"fr": "a\u0000.csv"}}""", "$.settings.catalogue.fr", "inside")]
    [InlineData("""{"faq": {"fr": "faq.html"}}""", "$.settings.faq.fr", ".md")]
    [InlineData("""{"delivery": {"minDays": 2, "maxDays": 4}}""", "$.settings.delivery.price", "is missing")]
    [InlineData("""{"delivery": {"price": -1, "minDays": 2, "maxDays": 4}}""", "$.settings.delivery.price", "found -1")]
    [InlineData(
        """{"delivery": {"price": 4.999, "minDays": 2, "maxDays": 4}}""", "$.settings.delivery.price", "two decimals")]
    [InlineData(
        """{"delivery": {"price": "4,90", "minDays": 2, "maxDays": 4}}""", "$.settings.delivery.price", "found a text")]
    [InlineData(
        """{"delivery": {"price": 4, "minDays": 5, "maxDays": 4}}""", "$.settings.delivery.maxDays", "of 5 to 90")]
    [InlineData(
        """{"delivery": {"price": 4, "minDays": 1.5, "maxDays": 4}}""", "$.settings.delivery.minDays", "whole number")]
    [InlineData(
        """{"delivery": {"price": 4, "minDays": 1, "maxDays": 4, "firstOrderFree": "yes"}}""",
        "$.settings.delivery.firstOrderFree", "true or false")]
    public void A_wrong_setting_is_refused_with_its_path(string json, string path, string reason)
    {
        var (settings, errors) = Parse(json);
        settings.ShouldBeNull();
        errors.ShouldContain(error => error.Path == path && error.Reason.Contains(reason, StringComparison.Ordinal));
    }

    private static (ShopSettings? Settings, IReadOnlyList<WorkspaceError> Errors) Parse(string json) =>
        ShopSettings.Parse(new Workspace
        {
            Id = "shop",
            Name = "Shop",
            Solution = "shop",
            Settings = JsonDocument.Parse(json).RootElement,
        });
}
