using System.Net;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Gateway.Tests.Simulator;

/// <summary>Mails of an installation without a mail server, as somebody who tries it reads them.</summary>
public sealed class CaughtMailsTests(Newcomer gateway) : IAsyncLifetime
{
    private static readonly string[] Browsers =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private readonly CaughtMails _mails = new(gateway);
    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ??
                Array.Find(Browsers, File.Exists) ?? throw new FileNotFoundException("Chromium is not installed."),
            Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _mails.DisposeAsync();
    }

    [Fact]
    public async Task The_phone_leads_to_the_mails_and_a_mail_to_its_file()
    {
        await _mails.WriteAsync(
            "Rendez-vous du 3 décembre", "Bonjour Claire", """<p style="color: rgb(1, 2, 3)">Bonjour <b>Claire</b></p>""",
            "BEGIN:VCALENDAR"u8.ToArray());
        var page = await OpenAsync("/simulator?lang=fr");
        await page.GetByRole(AriaRole.Link, new() { Name = "Les e-mails qui seraient partis" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Rendez-vous du 3 décembre" }).ClickAsync();

        var mail = page.GetByRole(AriaRole.Article);
        await Assertions.Expect(mail).ToContainTextAsync("bonjour@maison-corvelle.example");
        var words = mail.FrameLocator("iframe").Locator("p");
        await Assertions.Expect(words).ToHaveTextAsync("Bonjour Claire");
        await Assertions.Expect(words).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        var file = await page.RunAndWaitForDownloadAsync(
            () => mail.GetByRole(AriaRole.Link, new() { Name = "rendez-vous été.ics" }).ClickAsync());
        (await File.ReadAllTextAsync(await file.PathAsync())).ShouldBe("BEGIN:VCALENDAR");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_in_a_mail_runs_or_is_fetched_and_its_links_open_elsewhere()
    {
        var asked = 0;
        await using var elsewhere = new LoopbackServer(app => app.MapFallback((HttpContext http) =>
        {
            if (http.Request.Path != "/asked")
                Interlocked.Increment(ref asked);
            return "Elsewhere";
        }));
        await elsewhere.StartAsync();
        var id = await _mails.WriteAsync(
            "<script>document.title = 'owned'</script>", "-",
            $"""
            <!DOCTYPE html><html><head><script src="{elsewhere.Address}a.js"></script></head><body>
            <script>parent.document.title = "owned"; document.body.dataset.ran = "yes"</script>
            <img src="{elsewhere.Address}b.png" onerror="document.body.dataset.ran = 'yes'">
            <link rel="stylesheet" href="{elsewhere.Address}c.css"><iframe src="{elsewhere.Address}d"></iframe>
            <form action="{elsewhere.Address}e"><button>Send</button></form>
            <meta http-equiv="refresh" content="0; url={elsewhere.Address}f">
            <a href="{elsewhere.Address}asked">Link</a></body></html>
            """,
            [1]);
        var page = await OpenAsync($"/simulator/mails/{id}?lang=en");
        var frame = page.Locator("iframe").ContentFrame;
        await Assertions.Expect(frame.GetByText("Link")).ToBeVisibleAsync();

        await frame.GetByRole(AriaRole.Button).ClickAsync();
        var opened = await page.RunAndWaitForPopupAsync(() => frame.GetByText("Link").ClickAsync());

        await Assertions.Expect(opened.GetByText("Elsewhere")).ToBeVisibleAsync();
        await Assertions.Expect(frame.Locator("body")).Not.ToHaveAttributeAsync("data-ran", "yes");
        await Assertions.Expect(page).ToHaveTitleAsync("<script>document.title = 'owned'</script>");
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_is_kept_and_never_shown()
    {
        var id = await _mails.WriteAsync("Fichier", "-", html: null, [1, 2, 3]);

        using var answer = await gateway.Http.GetAsync($"/simulator/mails/{id}/files/0");

        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("rendez-vous été.ics");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
    }

    [Fact]
    public async Task Mails_are_shown_to_this_machine_alone_and_at_the_simulators_own_port()
    {
        var id = await _mails.WriteAsync("Rien que pour nous", "-", html: null, [1]);
        using var direct = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = gateway.Address,
        };
        foreach (var path in new[] { "/simulator/mails", $"/simulator/mails/{id}", $"/simulator/mails/{id}/files/0" })
        {
            using var here = await direct.GetAsync(path);
            here.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
            here.Headers.Location!.Port.ShouldNotBe(gateway.Address.Port);
            using var proxied = new HttpRequestMessage(HttpMethod.Get, new Uri(here.Headers.Location, path));
            proxied.Headers.Add("X-Forwarded-For", "203.0.113.7");
            using var refused = await direct.SendAsync(proxied);
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            using var renamed = new HttpRequestMessage(HttpMethod.Get, new Uri(here.Headers.Location, path));
            renamed.Headers.Host = "evil.example";
            using var unknown = await direct.SendAsync(renamed);
            unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_mail_that_is_not_there_is_not_found()
    {
        using var mail = await gateway.Http.GetAsync($"/simulator/mails/{Guid.NewGuid()}");
        mail.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var file = await gateway.Http.GetAsync($"/simulator/mails/{Guid.NewGuid()}/files/0");
        file.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(1280, "fr")]
    [InlineData(1280, "en")]
    [InlineData(320, "fr")]
    [InlineData(320, "en")]
    public async Task Nothing_is_wider_than_the_screen(int width, string language)
    {
        var id = await _mails.WriteAsync(
            $"Un objet d’une longueur {new string('x', 120)}", $"https://gateway.example/{new string('y', 200)}",
            html: null, [1]);
        foreach (var path in new[] { "/simulator/mails", $"/simulator/mails/{id}" })
        {
            var page = await OpenAsync($"{path}?lang={language}", width);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"))
                .ShouldBeLessThanOrEqualTo(0);
        }

        _complaints.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(string address, int width = 1280)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(new Uri(gateway.Address, address).ToString());
        return page;
    }
}
