using Microsoft.Playwright;

namespace Gateway.Tests.Browser;

/// <summary>A visitor buys something.</summary>
[Collection(nameof(Stage))]
public sealed class OrderTests(Stage stage)
{
    [Fact]
    public async Task An_order_through_the_chat_reaches_the_shop_whatever_the_page_does_meanwhile()
    {
        var chat = await ChatPage.VisitAsync(stage);
        await chat.OpenChatAsync();

        (await chat.AskAsync("Combien coûte la bouilloire Brume ?")).ShouldContain("49,90");
        (await chat.ChooseAsync(Card(chat, "Brume"), "Commander")).ShouldContain("Brume");
        await chat.AskAsync("Camille Durand, 06 39 98 12 34");
        var before = await chat.TextsAsync();

        await chat.Page.ReloadAsync();
        await chat.OnlineAsync();
        await Assertions.Expect(chat.Messages).ToHaveCountAsync(before.Count);
        (await chat.TextsAsync()).ShouldBe(before);

        var readBack = await chat.AskAsync("12 rue des Lilas, 69003 Lyon");
        foreach (var said in (string[])["Brume", "49,90", "Camille Durand", "06 39 98 12 34", "12 rue des Lilas"])
            readBack.ShouldContain(said);
        (await chat.ProspectsAsync()).ShouldBeEmpty("nothing is ordered before the visitor says so");
        (await chat.ChooseAsync(chat.Messages.Last, "Confirmer")).ShouldContain("Camille");

        var prospect = (await chat.ProspectsAsync()).ShouldHaveSingleItem();
        ((string)prospect["status"]!).ShouldBe("hot");
        ((string)prospect["lastName"]!).ShouldBe("Durand");
        ((string)prospect["firstName"]!).ShouldBe("Camille");
        ((string)prospect["phone"]!).ShouldBe("+33639981234");
        ((string)prospect["address"]!).ShouldContain("12 rue des Lilas");
        ((string)prospect["productHandle"]!).ShouldBe("bouilloire-brume");
        ((decimal)prospect["unitPrice"]!["amount"]!).ShouldBe(49.90m);
        chat.ShouldBeQuiet(stage.Line.Address);
    }

    [Fact]
    public async Task An_order_in_English_on_a_telephone_screen()
    {
        var chat = await ChatPage.VisitAsync(stage, "en", size: new() { Width = 390, Height = 844 });
        await chat.OpenChatAsync();

        (await chat.AskAsync("How much is the Brume kettle?")).ShouldContain("€49.90");
        (await chat.ChooseAsync(Card(chat, "Brume"), "Order")).ShouldContain("Brume");
        (await chat.AskAsync("Camille Durand, 06 39 98 12 34, 12 rue des Lilas, 69003 Lyon")).ShouldContain("€49.90");
        await chat.ChooseAsync(chat.Messages.Last, "Confirm");

        (await chat.ProspectsAsync()).ShouldHaveSingleItem();
        (await chat.Panel.EvaluateAsync<int>("panel => panel.scrollHeight - panel.clientHeight"))
            .ShouldBe(0, "only the messages scroll; header and composer stay where they are");
        chat.ShouldBeQuiet(stage.Line.Address);
    }

    private static ILocator Card(ChatPage chat, string product) =>
        chat.Messages.Last.Locator(".card", new() { HasText = product });
}
