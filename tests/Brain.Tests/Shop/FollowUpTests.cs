using Gateway.Brain.Shop;

namespace Gateway.Brain.Tests.Shop;

public sealed class FollowUpTests
{
    private const string Abroad = "Oui, nous livrons en Belgique pour 9,90 €, en 4 à 7 jours ouvrés.";

    [Theory]
    [InlineData("et ça met combien de temps ?", Abroad, true)]
    [InlineData("et combien ?", Abroad, true)]
    [InlineData("within what period?", "Send us a photo within 5 days.", true)]
    [InlineData("and how much is it?", "Send us a photo within 5 days.", false)]
    [InlineData("et en bleu ?", Abroad, false)]
    public void What_asks_how_long_or_how_much_is_answered_by_what_tells_it(
        string question, string told, bool isAnswered) =>
        FollowUp.IsAnsweredBy(question, told).ShouldBe(isAnswered);
}
