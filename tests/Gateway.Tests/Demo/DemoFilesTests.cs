using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Demo;

[Collection(nameof(DemoSite))]
public sealed class DemoFilesTests(DemoSite site)
{
    [Fact]
    public async Task A_product_picture_is_sent_as_what_it_is_and_can_run_nothing()
    {
        using var answer = await site.Client.GetAsync("/demo/demo-shop/images/cocotte-braise.svg");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.GetValues("Content-Security-Policy")
            .Single()
            .ShouldBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
        answer.Headers.CacheControl!.Public.ShouldBeTrue();
    }

    [Fact]
    public async Task A_picture_that_did_not_change_is_not_sent_again()
    {
        using var first = await site.Client.GetAsync("/demo/demo-shop/images/cocotte-braise.svg");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/demo/demo-shop/images/cocotte-braise.svg");
        again.Headers.IfModifiedSince = first.Content.Headers.LastModified;

        using var answer = await site.Client.SendAsync(again);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/demo/demo-shop/images/nothing.svg")]
    [InlineData("/demo/demo-shop/images/COCOTTE-BRAISE.SVG")]
    [InlineData("/demo/demo-shop/images/..%2Fcatalogue.fr.csv")]
    [InlineData("/demo/demo-shop/images/..%2F..%2Fdemo-shop.json")]
    [InlineData("/demo/demo-shop/images/..%5C..%5Cdemo-shop.json")]
    [InlineData("/demo/demo-shop/images/%2e%2e%2f%2e%2e%2fdemo-shop.json")]
    [InlineData("/demo/demo-shop/images/..%252F..%252Fdemo-shop.json")]
    [InlineData("/demo/demo-shop/images/../../demo-shop.json")]
    [InlineData("/demo/demo-shop/images/%2Fetc%2Fpasswd")]
    [InlineData("/demo/demo-shop/images/cocotte-braise.svg%00.png")]
    [InlineData("/demo/demo-shop/images/cocotte-braise.svg%0A")]
    [InlineData("/demo/demo-shop/images/.svg")]
    [InlineData("/demo/demo-centre/images/..%2F..%2Fdemo-shop%2Fimages%2Fcocotte-braise.svg")]
    [InlineData("/demo/..%2Fdemo-shop/images/cocotte-braise.svg")]
    [InlineData("/demo/assets/..%2FGateway.dll")]
    public async Task No_name_leads_out_of_the_pictures_folder(string path)
    {
        // Written by hand: HttpClient would tidy the path first.
        var status = await RawStatusAsync(path);

        status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_asset_under_the_address_of_its_version_is_kept_for_good()
    {
        var page = await site.Client.GetStringAsync("/");
        var start = page.IndexOf("/demo/assets/base.css?v=", StringComparison.Ordinal);
        var address = page[start..page.IndexOf('"', start)];

        using var versioned = await site.Client.GetAsync(address);
        using var stale = await site.Client.GetAsync("/demo/assets/base.css?v=0");

        versioned.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("text/css", "utf-8"));
        versioned.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        stale.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("fraunces.woff2")]
    [InlineData("figtree.woff2")]
    public async Task A_font_is_fetched_ahead_under_the_address_that_the_style_sheet_uses(string font)
    {
        var page = await site.Client.GetStringAsync("/");
        var start = page.IndexOf($"/demo/assets/{font}?v=", StringComparison.Ordinal);
        var address = page[start..page.IndexOf('"', start)];

        var sheet = await site.Client.GetStringAsync("/demo/assets/base.css");

        sheet.ShouldContain($"url(\"{address[address.LastIndexOf('/')..].TrimStart('/')}\")");
    }

    [Theory]
    [InlineData("shop.js", "text/javascript")]
    [InlineData("favicon.svg", "image/svg+xml")]
    [InlineData("fraunces.woff2", "font/woff2")]
    [InlineData("FONTS.txt", "text/plain")]
    public async Task An_asset_says_what_it_is(string name, string mediaType)
    {
        using var answer = await site.Client.GetAsync($"/demo/assets/{name}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
    }

    private async Task<HttpStatusCode> RawStatusAsync(string path)
    {
        var address = new Uri(site.Address);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync();
        return (HttpStatusCode)int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
