using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Gateway.Tests.Browser;

/// <summary>A page with the widget, as a visitor sees it.</summary>
internal sealed class ChatPage
{
    private const float LongestMs = 60_000;

    private readonly Stage _stage;

    private ChatPage(Stage stage, IPage page)
    {
        (_stage, Page) = (stage, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Request += (_, request) => Hosts.Enqueue(new Uri(request.Url).Authority);
        page.WebSocket += (_, socket) => Hosts.Enqueue(new Uri(socket.Url).Authority);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the page and of the browser, refused policies among them.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Host and port of everything that was asked for.</summary>
    public ConcurrentQueue<string> Hosts { get; } = new();

    public ILocator Launcher => Page.Locator("gateway-chat button.launcher");

    public ILocator Panel => Page.Locator("gateway-chat .panel");

    public ILocator State => Page.Locator("gateway-chat .header .state");

    public ILocator Notice => Page.Locator("gateway-chat .notice");

    public ILocator Field => Page.Locator("gateway-chat textarea");

    /// <summary>What was said, without the dots of someone who types.</summary>
    public ILocator Messages => Page.Locator("gateway-chat .message[role=article]");

    /// <summary>The words of <see cref="Messages"/>.</summary>
    public Task<IReadOnlyList<string>> TextsAsync() => Messages.Locator(".bubble").AllInnerTextsAsync();

    public ILocator Mine => Page.Locator("gateway-chat .message.mine");

    /// <summary>The answer that is being worded.</summary>
    public ILocator Growing => Page.Locator("gateway-chat .bubble.growing");

    /// <summary>A visitor who has never been here, on the demo shop unless another address is given.</summary>
    public static async Task<ChatPage> VisitAsync(
        Stage stage, string language = "fr", string? address = null, ViewportSize? size = null)
    {
        var context = await stage.Browser.NewContextAsync(new()
        {
            Locale = language == "fr" ? "fr-FR" : "en-GB",
            TimezoneId = "Europe/Paris",
            ViewportSize = size ?? new ViewportSize { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(LongestMs);
        return await OpenTabAsync(
            stage, context, address ?? new Uri(stage.Line.Address, $"/demo/demo-shop?lang={language}").ToString());
    }

    /// <summary>The same visitor in another tab.</summary>
    public Task<ChatPage> AnotherTabAsync() => OpenTabAsync(_stage, Page.Context, Page.Url);

    /// <summary>Opens the chat and waits until it is connected.</summary>
    public async Task OpenChatAsync()
    {
        await Launcher.ClickAsync();
        await OnlineAsync();
    }

    /// <summary>Waits until the header says that somebody is there.</summary>
    public Task OnlineAsync() => Assertions.Expect(State).ToContainClassAsync("live", new() { Timeout = LongestMs });

    /// <summary>Writes and sends, and sees it among the messages; waits for nothing else.</summary>
    public Task SayAsync(string text) => OneMoreOfMineAsync(async () =>
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
    });

    /// <summary>
    /// Presses a button of a message, and waits for the whole answer. By the keyboard: the pointer of a test is quick
    /// enough to go down before the transcript has scrolled to its end and up after.
    /// </summary>
    public async Task<string> ChooseAsync(ILocator within, string button)
    {
        await OneMoreOfMineAsync(() => within.GetByRole(AriaRole.Button, new() { Name = button }).PressAsync("Enter"));
        return await AnswerAsync();
    }

    /// <summary>The answer to what was said last, once it stands.</summary>
    public async Task<string> AnswerAsync()
    {
        await Assertions.Expect(Messages.Last).ToContainClassAsync("agent", new() { Timeout = LongestMs });
        await Assertions.Expect(Growing).ToHaveCountAsync(0, new() { Timeout = LongestMs });
        return await Messages.Last.Locator(".bubble").InnerTextAsync();
    }

    /// <summary>Says something and waits for the whole answer.</summary>
    public async Task<string> AskAsync(string text)
    {
        await SayAsync(text);
        return await AnswerAsync();
    }

    /// <summary>Every text of the answer on its way that the visitor gets to see, from now on.</summary>
    public Task WatchGrowthAsync() => Page.EvaluateAsync(
        """
        () => {
          const root = document.querySelector("gateway-chat").shadowRoot;
          window.growth = [];
          new MutationObserver(() => {
            const text = root.querySelector(".bubble.growing")?.textContent;
            if (text && text !== window.growth.at(-1)) window.growth.push(text);
          }).observe(root, { subtree: true, childList: true, characterData: true });
        }
        """);

    /// <summary>What <see cref="WatchGrowthAsync"/> saw.</summary>
    public Task<string[]> GrowthAsync() => Page.EvaluateAsync<string[]>("window.growth");

    /// <summary>The visitor's session.</summary>
    public Task<string> SessionAsync() =>
        Page.EvaluateAsync<string>("JSON.parse(localStorage.getItem('gateway-chat:demo-shop')).sessionId");

    /// <summary>Who said what, as the gateway keeps it.</summary>
    public async Task<IReadOnlyList<(string Role, string Text)>> TranscriptAsync() =>
        [.. (await _stage.AskApiAsync($"sessions/{await SessionAsync()}/transcript"))
            .Select(entry => ((string)entry["role"]!, (string)entry["text"]!))];

    /// <summary>What the visitor's conversation brought the shop.</summary>
    public async Task<IReadOnlyList<JsonNode>> ProspectsAsync()
    {
        var session = await SessionAsync();
        return [.. (await _stage.AskApiAsync("prospects?workspace=demo-shop"))
            .Where(prospect => (string)prospect["sessionId"]! == session)];
    }

    /// <summary>The page neither complained nor asked anyone but those hosts.</summary>
    public void ShouldBeQuiet(params Uri[] hosts)
    {
        Complaints.ShouldBeEmpty();
        Hosts.Where(host => host.Length > 0)
            .Distinct()
            .ShouldBe(hosts.Select(host => host.Authority), ignoreOrder: true);
    }

    private async Task OneMoreOfMineAsync(Func<Task> act)
    {
        var before = await Mine.CountAsync();
        await act();
        await Assertions.Expect(Mine).ToHaveCountAsync(before + 1);
    }

    private static async Task<ChatPage> OpenTabAsync(Stage stage, IBrowserContext context, string address)
    {
        var page = new ChatPage(stage, await context.NewPageAsync());
        await page.Page.GotoAsync(address);
        await page.Launcher.WaitForAsync();
        return page;
    }
}
