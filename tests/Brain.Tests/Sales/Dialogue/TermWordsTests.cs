using Gateway.Brain.Sales.Dialogue;

namespace Gateway.Brain.Tests.Sales.Dialogue;

public sealed class TermWordsTests
{
    [Theory]
    [InlineData("2 years", 24)]
    [InlineData("two years", 24)]
    [InlineData("a two-year commitment", 24)]
    [InlineData("deux ans", 24)]
    [InlineData("2 ans", 24)]
    [InlineData("trois années", 36)]
    [InlineData("un an", 12)]
    [InlineData("une année", 12)]
    [InlineData("a year", 12)]
    [InlineData("un an et demi", 18)]
    [InlineData("12 mois", 12)]
    [InlineData("vingt-quatre mois", 24)]
    [InlineData("six months", 6)]
    [InlineData("un mois", 1)]
    [InlineData("annuel", 12)]
    [InlineData("an annual plan", 12)]
    [InlineData("yearly", 12)]
    [InlineData("mensuel", 1)]
    [InlineData("month by month", 1)]
    [InlineData("24", 24)]
    [InlineData("7", null)]
    [InlineData("longtemps", null)]
    [InlineData("99 years", null)]
    public void A_time_is_read_as_it_is_said(string words, int? months) =>
        TermWords.MonthsIn(words).ShouldBe(months);
}
