using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(49.9, "EUR", "fr", "49,90\u00A0€")]
    [InlineData(1249.9, "EUR", "fr", "1\u202F249,90\u00A0€")]
    [InlineData(60, "CHF", "fr", "60,00\u00A0CHF")]
    [InlineData(49.9, "EUR", "en", "€49.90")]
    [InlineData(1249.9, "GBP", "en", "£1,249.90")]
    [InlineData(0, "USD", "en", "$0.00")]
    [InlineData(60, "CHF", "en", "CHF\u00A060.00")]
    public void An_amount_is_written_as_its_readers_write_it(
        double amount, string currency, string locale, string text) =>
        new Money((decimal)amount, currency).ToText(locale).ShouldBe(text);

    [Theory]
    [InlineData(60, "fr", "60\u00A0€")]
    [InlineData(1000, "en", "€1,000")]
    [InlineData(60.5, "fr", "60,50\u00A0€")]
    public void Cents_may_be_left_out_where_there_are_none(double amount, string locale, string text) =>
        new Money((decimal)amount, "EUR").ToShortText(locale).ShouldBe(text);
}
