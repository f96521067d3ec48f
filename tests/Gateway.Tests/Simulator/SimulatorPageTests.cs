using Microsoft.Playwright;

namespace Gateway.Tests.Simulator;

/// <summary>The phone on the page, as somebody who tries the gateway uses it.</summary>
public sealed class SimulatorPageTests(Newcomer gateway) : IAsyncLifetime
{
    private const float LongestMs = 60_000;

    private static readonly string[] Browsers =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

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
    }

    [Fact]
    public async Task The_start_page_leads_to_a_phone_that_is_answered_on_every_channel()
    {
        var page = await OpenAsync("/?lang=fr");
        await page.GetByRole(AriaRole.Link, new() { Name = "Simulateur SMS, WhatsApp, Telegram" }).ClickAsync();

        var sms = await AskAsync(page, "SMS", "Bonjour, combien coûte la livraison ?");
        await Assertions.Expect(sms.Locator(".bubble")).ToContainTextAsync("4,90");
        await Assertions.Expect(sms.Locator(".note")).ToContainTextAsync("segment");
        await Assertions.Expect(sms.Locator(".note")).ToContainTextAsync("distribué", new() { Timeout = LongestMs });

        var whatsapp = await AskAsync(page, "WhatsApp", "Avez-vous une bouilloire ?");
        await Assertions.Expect(whatsapp.Locator(".bubble")).ToContainTextAsync("ouilloire");
        await Assertions.Expect(whatsapp.Locator(".note")).ToContainTextAsync("✓✓ lu", new() { Timeout = LongestMs });

        await page.GetByRole(AriaRole.Tab, new() { Name = "Telegram" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "DÉMARRER" }).ClickAsync();
        await Assertions.Expect(page.Locator(".telegram .message.theirs").First)
            .ToBeVisibleAsync(new() { Timeout = LongestMs });
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_photo_is_chosen_and_sent()
    {
        var page = await OpenAsync("/simulator?lang=fr#whatsapp");
        var app = page.Locator(".app:visible");
        await app.GetByLabel("Partager").ClickAsync();

        await app.GetByLabel("Une photo").SetInputFilesAsync(new FilePayload
        {
            Name = "photo.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="),
        });

        await Assertions.Expect(app.Locator(".message.mine img")).ToBeVisibleAsync(new() { Timeout = LongestMs });
        await Assertions.Expect(app.Locator(".message.theirs").First).ToBeVisibleAsync(new() { Timeout = LongestMs });
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tabs_are_reached_by_the_arrow_keys_and_another_person_begins_anew()
    {
        var page = await OpenAsync("/simulator?lang=en#whatsapp");
        var number = await page.Locator("[data-number]").InnerTextAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Tab, new() { Name = "WhatsApp" }))
            .ToHaveAttributeAsync("aria-selected", "true");

        await page.GetByRole(AriaRole.Tab, new() { Name = "WhatsApp" }).PressAsync("ArrowRight");
        await Assertions.Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Telegram" })).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "START", Exact = true }).Last)
            .ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New person" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-number]")).Not.ToHaveTextAsync(number);
        _complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1280, "fr", "sms")]
    [InlineData(320, "en", "sms")]
    [InlineData(320, "fr", "whatsapp")]
    [InlineData(320, "fr", "telegram")]
    public async Task Nothing_is_wider_than_the_screen(int width, string language, string channel)
    {
        var page = await OpenAsync($"/simulator?lang={language}#{channel}", width);
        await Assertions.Expect(page.Locator($".app.{channel}")).ToBeVisibleAsync();

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"))
            .ShouldBeLessThanOrEqualTo(0);
        _complaints.ShouldBeEmpty();
    }

    /// <summary>Writes on a channel, and waits for the answer.</summary>
    private static async Task<ILocator> AskAsync(IPage page, string channel, string text)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = channel }).ClickAsync();
        var app = page.Locator(".app:visible");
        await app.Locator("textarea").FillAsync(text);
        await app.Locator("textarea").PressAsync("Enter");
        var answer = app.Locator(".message.theirs").First;
        await Assertions.Expect(answer).ToBeVisibleAsync(new() { Timeout = LongestMs });
        return answer;
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
