using System.Text.Json;
using Gateway.Brain.House;
using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Dialogue;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Shop;

/// <summary>The house model's first answers, while the catalogue's names are still being read.</summary>
public sealed class ColdStartTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Fact]
    public async Task Names_that_become_known_between_a_question_and_its_answer_do_not_change_what_was_asked()
    {
        var names = Caches.Products(shop.Database);
        using var house = new HouseChatClient(
            [new ShopSkill(new CatalogueSearch(
                shop.Database, names, Caches.Answers(shop.Database), Caches.WordsAlone(shop.Database)))],
            Options.Create(new HouseOptions { PaceMs = 0 }), TimeProvider.System);
        var first = await NextAsync(house, []);

        await names.LoadAsync(DemoShop.Id, "en");
        var known = await NextAsync(house, []);
        var second = await NextAsync(house, [first.ShouldNotBeNull()]);

        known.ShouldNotBeNull().Arguments!["show"]!.ToString().ShouldNotBe(
            first.Arguments!["show"]!.ToString(), "what is asked depends on the names");
        second.ShouldNotBeNull("what was looked at only is still to be shown");
    }

    // What the model calls next, its earlier calls having found two candles; null when it answers.
    private async Task<FunctionCallContent?> NextAsync(
        HouseChatClient house, IReadOnlyList<FunctionCallContent> calls)
    {
        var candles = await shop.Search.FindProductsAsync(
            DemoShop.Id, "en", "scented candle", 2, TestContext.Current.CancellationToken);
        var found = JsonSerializer.SerializeToElement(
            new ProductList([.. candles.Select(ProductView.Of)], IsClear: false), BrainJson.Options);
        List<ChatMessage> messages =
        [
            new TurnFacts
            {
                Agent = ShopSolution.SellerName,
                Locale = "en",
                Turn = "1",
                Channel = "sms",
                WorkspaceId = DemoShop.Id,
                Workspace = "Maison Corvelle",
                Currency = "EUR",
                State = JsonSerializer.SerializeToElement(new { }),
            }.ToMessage(),
            new(ChatRole.User, "do you have scented candels?"),
        ];
        foreach (var call in calls)
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, [call]));
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, found)]));
        }

        var answer = await house.GetResponseAsync(
            messages, cancellationToken: TestContext.Current.CancellationToken);
        return answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().SingleOrDefault();
    }
}
