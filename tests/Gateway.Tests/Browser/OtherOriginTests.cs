using Microsoft.Playwright;

namespace Gateway.Tests.Browser;

/// <summary>The widget on pages that the gateway does not serve.</summary>
[Collection(nameof(Stage))]
public sealed class OtherOriginTests(Stage stage)
{
    [Fact]
    public async Task A_site_on_the_list_has_the_whole_chat()
    {
        var chat = await ChatPage.VisitAsync(stage, address: stage.Partner.Address);
        await chat.OpenChatAsync();

        (await chat.AskAsync("Combien coûte la bouilloire Brume ?")).ShouldContain("49,90");

        var picture = chat.Messages.Last.Locator(".card img").First;
        await Assertions.Expect(picture).ToBeVisibleAsync();
        (await picture.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"))
            .ShouldBeGreaterThan(0);
        chat.ShouldBeQuiet(stage.Line.Address, new Uri(stage.Partner.Address));
    }

    [Fact]
    public async Task A_site_on_no_list_is_told_so_and_does_not_try_for_ever()
    {
        var chat = await ChatPage.VisitAsync(stage, address: stage.Stranger.Address);
        var negotiations = 0;
        chat.Page.Request += (_, request) =>
            negotiations += request.Url.Contains("/negotiate", StringComparison.Ordinal) ? 1 : 0;

        await chat.Launcher.ClickAsync();

        await Assertions.Expect(chat.Notice).ToContainTextAsync("n’est pas ouverte sur cette page");
        await Assertions.Expect(chat.State).ToHaveTextAsync("Indisponible");
        negotiations.ShouldBe(1);
    }
}
