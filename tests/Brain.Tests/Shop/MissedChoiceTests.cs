using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Shop;

/// <summary>A number that the list does not have.</summary>
public sealed class MissedChoiceTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("fr", "Que vendez-vous ?", "99", "va de 1 à")]
    [InlineData("en", "What do you sell?", "option 99", "from 1 to")]
    public async Task It_is_asked_for_again_with_the_list(string locale, string question, string said, string asked)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale, channel: ChannelKind.Sms, address: "+33600000001");
        var offered = Choices.Of((await conversation.SayAsync(question)).ShouldNotBeNull().Parts);
        offered.Count.ShouldBeGreaterThan(1);

        var answer = (await conversation.SayAsync(said)).ShouldNotBeNull();

        answer.Text.ShouldContain(asked);
        Choices.Of(answer.Parts).ShouldBe(offered);
        (await conversation.SayAsync(locale == "fr" ? "la première svp" : "the first one please"))
            .ShouldNotBeNull().Text.ShouldNotContain(asked);
    }
}
