using System.Globalization;
using Gateway.Brain.Shop.Catalogue.Import;

namespace Gateway.Brain.Tests.Shop.Catalogue;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("12", "12")]
    [InlineData("12.9", "12.90")]
    [InlineData("12,90 €", "12.90")]
    [InlineData("12,90\u00a0€", "12.90")]
    [InlineData("€12.90", "12.90")]
    [InlineData("12.90 EUR", "12.90")]
    [InlineData("eur 12,9", "12.90")]
    [InlineData("1 234,50", "1234.50")]
    [InlineData("1\u202f234,50 €", "1234.50")]
    [InlineData("1.234,50", "1234.50")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("1 234", "1234")]
    [InlineData("1234.5", "1234.50")]
    [InlineData("0", "0")]
    [InlineData("١٢٫٥٠", "12.50")]
    [InlineData("１２，９０ €", "12.90")]
    public void Prices_are_read_as_shops_write_them(string text, string amount) =>
        Amounts.ReadPrice(text, "EUR").ShouldBe((decimal.Parse(amount, CultureInfo.InvariantCulture), null));

    [Theory]
    [InlineData("1,234")]
    [InlineData("1.234")]
    [InlineData("12 34")]
    [InlineData("1.234.50")]
    [InlineData("12.345.6")]
    [InlineData("12.999")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("€")]
    [InlineData("12 € 13 €")]
    [InlineData("99999999999")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("12 £")]
    public void What_could_be_meant_in_two_ways_or_none_is_refused(string text)
    {
        var (amount, reason) = Amounts.ReadPrice(text, "EUR");
        amount.ShouldBeNull();
        reason.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData(" 12 ", 12)]
    [InlineData("-4", 0)]
    [InlineData("1.5", null)]
    [InlineData("many", null)]
    [InlineData("99999999999", null)]
    public void Quantities_are_whole_and_never_negative(string text, int? pieces) =>
        Amounts.ReadQuantity(text).ShouldBe(pieces);
}
