using Microsoft.Playwright;

namespace Gateway.Tests.Browser;

/// <summary>A visitor talks with the shop.</summary>
[Collection(nameof(Stage))]
public sealed class ConversationTests(Stage stage)
{
    [Theory]
    [InlineData("fr", "Quels sont vos délais de livraison ?", "jours")]
    [InlineData("en", "How long does delivery take?", "days")]
    public async Task An_answer_grows_before_the_visitors_eyes_in_their_language(
        string language, string question, string expected)
    {
        var chat = await ChatPage.VisitAsync(stage, language);
        await chat.OpenChatAsync();
        await chat.WatchGrowthAsync();

        var answer = await chat.AskAsync(question);

        answer.ShouldContain(expected);
        var growth = await chat.GrowthAsync();
        growth.Length.ShouldBeGreaterThan(3);
        growth.Zip(growth.Skip(1))
            .ShouldAllBe(step => step.Second.StartsWith(step.First.TrimEnd(), StringComparison.Ordinal));
        (await chat.TranscriptAsync()).Select(entry => entry.Role).ShouldBe(["contact", "agent"]);
        chat.ShouldBeQuiet(stage.Line.Address);
    }

    [Fact]
    public async Task Two_tabs_show_the_same_conversation()
    {
        var first = await ChatPage.VisitAsync(stage);
        await first.OpenChatAsync();
        await first.AskAsync("Bonjour");
        var second = await first.AnotherTabAsync();
        await second.OpenChatAsync();
        await Assertions.Expect(second.Mine).ToContainTextAsync("Bonjour");

        var answer = await second.AskAsync("Quels sont vos délais de livraison ?");

        await Assertions.Expect(first.Messages).ToHaveCountAsync(await second.Messages.CountAsync());
        (await first.AnswerAsync()).ShouldBe(answer);
        (await first.TextsAsync()).ShouldBe(await second.TextsAsync());
        first.ShouldBeQuiet(stage.Line.Address);
        second.ShouldBeQuiet(stage.Line.Address);
    }

    [Fact]
    public async Task Everything_is_done_with_the_keyboard_alone()
    {
        var chat = await ChatPage.VisitAsync(stage);
        var keyboard = chat.Page.Keyboard;

        await chat.Launcher.FocusAsync();
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(chat.Field).ToBeFocusedAsync();
        await chat.OnlineAsync();
        await keyboard.TypeAsync("Bonjour");
        await keyboard.PressAsync("Enter");
        // The panel has greeted: who has opened it is not told once more whom they write to.
        (await chat.AnswerAsync()).ShouldNotContain("Maison Corvelle");
        await Assertions.Expect(chat.Field).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");

        await Assertions.Expect(chat.Panel).ToBeHiddenAsync();
        await Assertions.Expect(chat.Launcher).ToBeFocusedAsync();
        chat.ShouldBeQuiet(stage.Line.Address);
    }
}
