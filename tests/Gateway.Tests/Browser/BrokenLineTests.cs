using Microsoft.Playwright;

namespace Gateway.Tests.Browser;

/// <summary>Whatever breaks between a visitor and the shop, each message is kept once and answered once.</summary>
[Collection(nameof(Stage))]
public sealed class BrokenLineTests(Stage stage)
{
    private const string Question = "Quels sont vos délais de livraison ?";

    [Fact]
    public async Task A_message_written_while_the_network_is_cut_is_sent_once_it_is_back()
    {
        var chat = await ChatPage.VisitAsync(stage);
        await chat.OpenChatAsync();

        stage.Line.Cut();
        await chat.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(chat.Notice).ToContainTextAsync("Vous êtes hors ligne");
        await chat.SayAsync(Question);
        await Assertions.Expect(chat.Mine).ToContainTextAsync("En attente du réseau");
        stage.Line.Mend();
        await chat.Page.Context.SetOfflineAsync(false);

        await ShouldEndWithOneAnswerAsync(chat);
    }

    [Fact]
    public async Task A_message_written_while_the_gateway_is_down_is_sent_once_it_is_back_even_over_a_reload()
    {
        var chat = await ChatPage.VisitAsync(stage);
        await chat.OpenChatAsync();

        stage.Line.Cut();
        await chat.SayAsync(Question);
        await Assertions.Expect(chat.Mine).ToContainTextAsync("En attente du réseau");
        stage.Line.Mend();
        await chat.Page.ReloadAsync();

        await ShouldEndWithOneAnswerAsync(chat);
    }

    [Fact]
    public async Task The_network_is_cut_in_the_middle_of_an_answer()
    {
        await stage.WhileAnswersAreSlowAsync(async () =>
        {
            var chat = await AskAndSeeTheBeginningAsync();
            stage.Line.Cut();
            await Assertions.Expect(chat.State).Not.ToContainClassAsync("live");
            await Assertions.Expect(chat.Growing).ToHaveCountAsync(1);
            stage.Line.Mend();
            await ShouldEndWithOneAnswerAsync(chat);
        });
    }

    [Fact]
    public async Task The_gateway_is_killed_in_the_middle_of_an_answer_and_started_again()
    {
        ChatPage chat = null!;
        await stage.WhileAnswersAreSlowAsync(async () =>
        {
            chat = await AskAndSeeTheBeginningAsync();
            await stage.KillGatewayAsync();
            await Assertions.Expect(chat.Growing).ToHaveCountAsync(1);
        });
        await ShouldEndWithOneAnswerAsync(chat);
    }

    private async Task<ChatPage> AskAndSeeTheBeginningAsync()
    {
        var chat = await ChatPage.VisitAsync(stage);
        await chat.OpenChatAsync();
        await chat.SayAsync(Question);
        await chat.Growing.WaitForAsync();
        return chat;
    }

    /// <summary>One question and one whole answer, on the screen and in what the gateway keeps.</summary>
    private static async Task ShouldEndWithOneAnswerAsync(ChatPage chat)
    {
        await chat.OnlineAsync();
        var answer = await chat.AnswerAsync();
        await Assertions.Expect(chat.Mine).ToHaveCountAsync(1);
        var kept = await chat.TranscriptAsync();
        kept.Select(entry => entry.Role).ShouldBe(["contact", "agent"]);
        kept[0].Text.ShouldBe(Question);
        kept[1].Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(
                answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), "what is shown is what is kept");
        await Assertions.Expect(chat.Notice).ToHaveCountAsync(0);
    }
}
