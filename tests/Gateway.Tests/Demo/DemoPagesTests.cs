using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;

namespace Gateway.Tests.Demo;

[Collection(nameof(DemoSite))]
public sealed class DemoPagesTests(DemoSite site)
{
    [Fact]
    public async Task The_shop_shows_every_product_with_its_price_and_stock()
    {
        var page = await ReadAsync("/demo/demo-shop?lang=fr");

        Occurrences(page, "class=\"product-card\"").ShouldBe(51);
        page.ShouldContain("Bouilloire à col de cygne Ondine");
        page.ShouldContain("79,90\u00a0€");
        page.ShouldContain("94,90\u00a0€");
        Occurrences(page, "Épuisé").ShouldBe(4);
        page.ShouldContain("Plus que 3");
        page.ShouldContain("Livraison 4,90\u00a0€ en 2 à 4 jours ouvrés, offerte dès 60\u00a0€");
    }

    [Fact]
    public async Task The_shop_speaks_English_with_the_same_prices()
    {
        var page = await ReadAsync("/demo/demo-shop?lang=en");

        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("Ondine gooseneck kettle");
        page.ShouldContain("€79.90");
        Occurrences(page, "Sold out").ShouldBe(4);
        page.ShouldContain("How long does delivery take?");
        page.ShouldNotContain("Épuisé");
    }

    [Theory]
    [InlineData("/demo/demo-shop", "en-US,en;q=0.9,fr;q=0.5", "en")]
    [InlineData("/demo/demo-shop", "de,fr;q=0.3,en;q=0.7", "en")]
    [InlineData("/demo/demo-shop", "de", "fr")]
    [InlineData("/demo/demo-shop", "en;q=0", "fr")]
    [InlineData("/demo/demo-shop?lang=fr", "en", "fr")]
    [InlineData("/demo/demo-shop?lang=xx", "en", "en")]
    [InlineData("/", "en", "en")]
    public async Task The_language_is_the_one_asked_for_else_the_browsers_else_the_shops(
        string address, string accepted, string spoken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Language", accepted);

        var page = await (await site.Client.SendAsync(request)).Content.ReadAsStringAsync();

        page.ShouldContain($"<html lang=\"{spoken}\">");
    }

    [Fact]
    public async Task The_widget_of_the_shop_stands_on_its_page()
    {
        var page = await ReadAsync("/demo/demo-shop?lang=fr");

        page.ShouldContain("<script type=\"module\" src=\"/widget/gateway-chat.js\"></script>");
        page.ShouldContain("<gateway-chat site-key=\"demo-shop\" locale=\"fr\">");
    }

    [Fact]
    public async Task A_search_forgives_typos()
    {
        var page = await ReadAsync("/demo/demo-shop?lang=fr&q=bouillore");

        Occurrences(page, "class=\"product-card\"").ShouldBe(2);
        page.ShouldContain("Bouilloire électrique Brume 1,7 L");
    }

    [Fact]
    public async Task What_is_searched_for_is_shown_as_text()
    {
        using var answer = await site.Client.GetAsync(
            $"/demo/demo-shop?lang=en&q={Uri.EscapeDataString("\"><script>alert(1)</script>")}");
        var raw = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        raw.ShouldNotContain("<script>alert");
        WebUtility.HtmlDecode(raw).ShouldContain("“\"><script>alert(1)</script>”");
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%ED%A0%80")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("'%22%3B--")]
    [InlineData("%25%25%25")]
    [InlineData("   ")]
    public async Task No_search_text_breaks_the_page(string query)
    {
        using var answer = await site.Client.GetAsync($"/demo/demo-shop?q={query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_product_has_a_page_of_its_own()
    {
        var page = await ReadAsync("/demo/demo-shop/products/cocotte-braise?lang=fr");

        page.ShouldContain("<h1>Cocotte en fonte Braise 24 cm</h1>");
        page.ShouldContain("119,00\u00a0€");
        page.ShouldContain("<dt>Diamètre</dt>");
        page.ShouldContain("Commander avec Léa");
        page.ShouldContain("Dans le même esprit");
    }

    [Fact]
    public async Task A_sold_out_product_cannot_be_ordered_from_its_page()
    {
        var page = await ReadAsync("/demo/demo-shop/products/hamac-sieste?lang=fr");

        page.ShouldContain("Épuisé");
        page.ShouldNotContain("Commander avec Léa");
    }

    [Theory]
    [InlineData("/demo/nothing")]
    [InlineData("/demo/demo-shop/products/nothing")]
    [InlineData("/demo/demo-shop/products/%01")]
    [InlineData("/demo/demo-centre/products/cocotte-braise")]
    public async Task What_is_not_there_is_told_to_people_as_a_page_and_to_programs_as_a_problem(string address)
    {
        var (forPeople, page) = await AskAsync(address, "text/html");
        var (forPrograms, problem) = await AskAsync(address, "application/json");

        forPeople.ShouldBe(HttpStatusCode.NotFound);
        page.ShouldContain("<!DOCTYPE html>");
        forPrograms.ShouldBe(HttpStatusCode.NotFound);
        problem.ShouldContain("\"status\":404");
    }

    [Fact]
    public async Task The_start_page_leads_to_every_business_and_has_a_live_widget()
    {
        var page = await ReadAsync("/?lang=en");

        page.ShouldContain("href=\"/demo/demo-shop?lang=en\"");
        page.ShouldContain("href=\"/demo/demo-centre?lang=en\"");
        page.ShouldContain("href=\"/openapi/v1.json\"");
        page.ShouldContain("href=\"/health/ready\"");
        page.ShouldContain("<gateway-chat site-key=\"demo-shop\" locale=\"en\">");
    }

    [Fact]
    public async Task A_business_that_is_no_shop_has_a_page_too()
    {
        using var answer = await site.Client.GetAsync("/demo/demo-centre?lang=fr");
        var raw = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        raw.ShouldNotContain("<Test>");
        WebUtility.HtmlDecode(raw).ShouldContain("<h1>Centre <Test> & Fils</h1>");
        raw.ShouldNotContain("<gateway-chat");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/demo/demo-shop")]
    [InlineData("/demo/demo-shop?q=lampe")]
    [InlineData("/demo/demo-shop/products/cocotte-braise")]
    [InlineData("/demo/demo-centre")]
    public async Task A_page_holds_nothing_that_its_content_security_policy_forbids(string address)
    {
        using var answer = await site.Client.GetAsync(address);
        var page = await answer.Content.ReadAsStringAsync();

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'self';");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        var elements = new HtmlParser().ParseDocument(page).All;
        elements.Where(element => element.LocalName == "script")
            .ShouldAllBe(script => script.GetAttribute("src")!.StartsWith('/') && script.InnerHtml == "");
        elements.ShouldNotContain(element => element.LocalName == "style");
        elements.SelectMany(element => element.Attributes).ShouldNotContain(attribute =>
            attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal)
            || attribute.Value.StartsWith("javascript:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/demo/demo-shop")]
    [InlineData("/demo/demo-shop/products/cocotte-braise")]
    [InlineData("/demo/demo-centre")]
    public async Task Everything_below_demo_that_a_page_links_to_is_there(string address)
    {
        var page = await ReadAsync(address);
        var links = new HtmlParser().ParseDocument(page).All
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href"))
            .OfType<string>()
            .Where(link => link.StartsWith("/demo/", StringComparison.Ordinal))
            .Select(link => link.Split('#')[0])
            .Distinct()
            .ToList();

        links.ShouldNotBeEmpty();
        foreach (var link in links)
        {
            using var answer = await site.Client.GetAsync(link);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, link);
        }
    }

    private async Task<string> ReadAsync(string address)
    {
        using var answer = await site.Client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("text/html", "utf-8"));
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Content)> AskAsync(string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", accept);
        using var answer = await site.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
