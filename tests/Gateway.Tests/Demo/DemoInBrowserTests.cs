using Microsoft.Playwright;

namespace Gateway.Tests.Demo;

/// <summary>The shop page as a visitor's browser runs it.</summary>
[Collection(nameof(DemoSite))]
public sealed class DemoInBrowserTests(DemoSite site) : IAsyncLifetime
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
    public async Task Typing_narrows_the_shelves_whatever_the_accents()
    {
        var page = await OpenAsync("/demo/demo-shop?lang=fr");

        await page.Locator("#search").PressSequentiallyAsync("THEIERE");

        await Assertions.Expect(Cards(page)).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".hero")).ToBeHiddenAsync();
        await page.Locator("#search").FillAsync("");
        await Assertions.Expect(Cards(page)).ToHaveCountAsync(51);
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_misspelt_word_is_looked_up_by_the_shop_itself()
    {
        var page = await OpenAsync("/demo/demo-shop?lang=fr");

        await page.Locator("#search").PressSequentiallyAsync("bouillore");

        await Assertions.Expect(page.Locator("[data-found] .product-card")).ToHaveCountAsync(2);
        await Assertions.Expect(Cards(page)).ToHaveCountAsync(2);
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_product_opens_over_the_page_and_escape_leads_back()
    {
        var page = await OpenAsync("/demo/demo-shop?lang=fr");
        var card = page.Locator("a[data-product]", new() { HasText = "Cocotte" });

        await card.ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Cocotte en fonte Braise 24 cm" });
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("Diamètre");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(card).ToBeFocusedAsync();
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ordering_from_a_product_opens_the_chat_and_names_it()
    {
        var page = await OpenAsync("/demo/demo-shop?lang=en");
        await page.Locator("a[data-product]", new() { HasText = "Luciole" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Order with Léa" }).ClickAsync();

        var chat = page.Locator("gateway-chat");
        await Assertions.Expect(chat).ToHaveAttributeAsync("data-opened", "yes");
        await Assertions.Expect(chat).ToHaveAttributeAsync("data-said", "I would like to order: Luciole portable lamp");
        await Assertions.Expect(page.Locator(".product-dialog")).ToBeHiddenAsync();
        _complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_scripts_the_search_and_the_products_are_pages()
    {
        var page = await OpenAsync("/demo/demo-shop?lang=fr", scripts: false);

        await page.Locator("#search").FillAsync("bouillore");
        await page.Locator("#search").PressAsync("Enter");
        await page.Locator("a[data-product]", new() { HasText = "Brume" }).ClickAsync();

        await Assertions.Expect(page)
            .ToHaveURLAsync($"{site.Address}/demo/demo-shop/products/bouilloire-brume?lang=fr");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bouilloire électrique Brume 1,7 L");
    }

    [Theory]
    [InlineData("/?lang=fr")]
    [InlineData("/demo/demo-shop?lang=en")]
    [InlineData("/demo/demo-shop/products/cocotte-braise?lang=fr")]
    [InlineData("/demo/demo-centre?lang=fr")]
    public async Task On_a_small_phone_nothing_is_wider_than_the_screen(string address)
    {
        var page = await OpenAsync(address, width: 320);

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");

        overflow.ShouldBeLessThanOrEqualTo(0);
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
        await page.GotoAsync(site.Address + address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }

    private static ILocator Cards(IPage page) => page.Locator(".product-card:visible");
}
