using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Gateway.Tests.Inspection;

/// <summary>The sign-up as a centre's browser runs it, to the agent that answers.</summary>
[Collection(nameof(SignUpStage))]
public sealed class SignUpInBrowserTests(SignUpStage stage) : IAsyncLifetime
{
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
            ExecutablePath = Array.Find(Browsers, File.Exists)
                ?? throw new FileNotFoundException("Chromium is not installed."),
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
    public async Task A_centre_signs_up_in_its_own_words_and_its_agent_is_on_the_page()
    {
        var page = await OpenAsync("/signup/centre?lang=fr");
        await page.GetByLabel("Nom du centre").FillAsync("Centre au navigateur");
        await page.GetByLabel("Téléphone").FillAsync("02 54 00 00 31");
        await page.GetByLabel("Vos horaires, avec vos mots").FillAsync("du lundi au vendredi 8h-18h, samedi 9h-12h");
        await page.GetByLabel("Vos prix, avec vos mots").FillAsync("voiture 79 €, moto 60 €");

        await Assertions.Expect(page.Locator("[data-understood=opening_hours]"))
            .ToContainTextAsync(new Regex(
                "lundi à vendredi.*8\u00a0h – 18\u00a0h", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator("[data-understood=pricing_grid]")).ToContainTextAsync("60\u00a0€");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre l’agent en ligne" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Centre au navigateur");
        await Assertions.Expect(page.Locator("pre"))
            .ToContainTextAsync("<gateway-chat site-key=\"centre-au-navigateur-");
        await page.GetByRole(AriaRole.Button, new() { Name = "Poser une première question" }).ClickAsync();
        await Assertions.Expect(page.Locator("gateway-chat")).ToContainTextAsync("quels sont vos horaires");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_once_it_was_left_and_again_when_it_is_sent()
    {
        var page = await OpenAsync("/signup/centre?lang=en");
        var hours = page.GetByLabel("Your hours, in your words");
        await hours.FillAsync("Mon about 8am-6pm");
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator("#opening_hours-error"))
            .ToHaveTextAsync("“about” is not understood here.");
        await Assertions.Expect(hours).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#center_name-error")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put the agent on line" }).ClickAsync();

        await Assertions.Expect(page.Locator(".summary")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".summary li")).ToHaveCountAsync(4);
        await page.Locator(".summary a", new() { HasText = "Name of the centre" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Name of the centre")).ToBeFocusedAsync();
        await hours.FillAsync("Mon 8am-6pm");
        await Assertions.Expect(page.Locator("#opening_hours-error")).ToBeHiddenAsync();
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_week_may_be_set_day_by_day_and_shows_what_was_written()
    {
        var page = await OpenAsync("/signup/centre?lang=fr");
        var hours = page.GetByLabel("Vos horaires, avec vos mots");
        await hours.FillAsync("lundi 8h-12h");
        await page.GetByText("Régler jour par jour").ClickAsync();
        await Assertions.Expect(page.GetByLabel("lundi, ouvre à")).ToHaveValueAsync("08:00");

        await page.GetByLabel("mardi, ouvre à").FillAsync("09:00");
        await page.GetByLabel("mardi, ferme à").FillAsync("17:30");

        await Assertions.Expect(hours).ToHaveValueAsync("lundi 08:00-12:00, mardi 09:00-17:30");
        await Assertions.Expect(page.Locator("[data-understood=opening_hours]")).ToContainTextAsync("mardi");
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_scripts_the_form_is_answered_as_a_page_that_keeps_what_was_written()
    {
        var page = await OpenAsync("/signup/centre?lang=fr", scripts: false);
        await page.Locator("#center_name").FillAsync("Centre sans script");
        await page.Locator("#opening_hours").FillAsync("un jour");

        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre l’agent en ligne" }).ClickAsync();

        await Assertions.Expect(page.Locator(".summary")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#center_name")).ToHaveValueAsync("Centre sans script");
        await Assertions.Expect(page.Locator("#opening_hours-error")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/signup/centre?lang=fr")]
    [InlineData("/signup/centre?lang=en&embed=1")]
    [InlineData("/signup/centre/demo-centre?lang=fr")]
    public async Task On_a_small_phone_nothing_is_wider_than_the_screen(string address)
    {
        var page = await OpenAsync(address, width: 320);
        if (await page.Locator(".week summary").CountAsync() > 0)
            await page.Locator(".week summary").ClickAsync();

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"))
            .ShouldBeLessThanOrEqualTo(0);
        _complaints.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(string address, bool scripts = true, int width = 1280)
    {
        var context = await _browser!.NewContextAsync(
            new() { JavaScriptEnabled = scripts, ViewportSize = new() { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(new Uri(stage.Address, address).AbsoluteUri);
        return page;
    }
}
