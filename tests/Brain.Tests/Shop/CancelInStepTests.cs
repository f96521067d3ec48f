using Gateway.Brain.Tests.Shop.Catalogue;

namespace Gateway.Brain.Tests.Shop;

/// <summary>An order that is let go while it is asked who orders it.</summary>
public sealed class CancelInStepTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("fr", "je veux la bouilloire Brume", "annule", "rien n’a été commandé")]
    [InlineData("fr", "je veux la bouilloire Brume", "Stop", "rien n’a été commandé")]
    [InlineData("fr", "je veux la bouilloire Brume", "laisse tomber", "rien n’a été commandé")]
    [InlineData("en", "I want the Brume kettle", "stop", "nothing has been ordered")]
    [InlineData("en", "I want the Brume kettle", "Cancel", "nothing has been ordered")]
    public async Task What_lets_an_order_go_is_no_name(string locale, string wish, string said, string expected)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);
        await conversation.SayAsync(wish);

        var answer = await conversation.SayAsync(said);

        answer!.Text.ShouldContain(expected, Case.Insensitive);
    }
}
