using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Shop;

/// <summary>Who comes from an advertisement and says "this" means what it shows.</summary>
public sealed class AdvertisementTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Theory]
    [InlineData("en", "Is this still available?", "Scribe desk lamp: made to last", "Scribe")]
    [InlineData("en", "how much is it?", "Scribe desk lamp: made to last", "69.90")]
    [InlineData("fr", "C'est toujours disponible ?", "La lampe de bureau Scribe", "Scribe")]
    [InlineData("fr", "combien ça coûte ?", "La lampe de bureau Scribe", "69,90")]
    [InlineData("fr", "je la prends", "La lampe de bureau Scribe", "Scribe")]
    public async Task What_is_asked_is_about_the_product_that_it_names(
        string locale, string question, string headline, string answer)
    {
        await using var brain = ShopBrain.Create(shop.Database);

        (await SayAsync(brain.Open(locale), question, headline)).ShouldContain(answer);
    }

    [Fact]
    public async Task What_is_named_counts_more_and_an_advertisement_for_nothing_in_the_catalogue_counts_for_nothing()
    {
        await using var brain = ShopBrain.Create(shop.Database);

        (await SayAsync(brain.Open("fr"), "combien coûte la théière Camélia ?", "La lampe de bureau Scribe"))
            .ShouldContain("Camélia");
        (await SayAsync(brain.Open("fr"), "bonjour", "La lampe de bureau Scribe")).ShouldNotContain("Scribe");
        (await SayAsync(brain.Open("fr"), "c'est toujours disponible ?", "Xyzzy plugh")).ShouldNotContain("€");
    }

    private static async Task<string> SayAsync(Conversation conversation, string text, string headline)
    {
        var turn = conversation.Next(text, null);
        var content = new MessageContent(text) { Referral = new Referral("ad-1", "ad", null, headline, null, null) };
        turn = turn with { Messages = [.. turn.Messages.Select(message => message with { Content = content })] };
        return string.Concat((await conversation.RunAsync(turn)).Entries.Select(entry => entry.Text));
    }
}
