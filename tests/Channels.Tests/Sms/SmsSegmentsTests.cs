using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Sms;
using Gateway.Channels.Tests.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Sms;

public sealed class SmsSegmentsTests
{
    [Theory]
    [InlineData("", 0, 0, false)]
    [InlineData("a", 160, 1, false)]
    [InlineData("a", 161, 2, false)]
    [InlineData("a", 306, 2, false)]
    [InlineData("a", 307, 3, false)]
    [InlineData("€", 80, 1, false)]
    [InlineData("€", 81, 2, false)]
    [InlineData("€", 153, 3, false)]
    [InlineData("ê", 70, 1, true)]
    [InlineData("ê", 71, 2, true)]
    [InlineData("ê", 134, 2, true)]
    [InlineData("ê", 135, 3, true)]
    [InlineData("🙂", 35, 1, true)]
    [InlineData("🙂", 36, 2, true)]
    [InlineData("🙂", 67, 3, true)]
    public void Segments_are_counted_as_carriers_do(string character, int times, int segments, bool isUnicode) =>
        SmsSegments.Measure(string.Concat(Enumerable.Repeat(character, times)))
            .ShouldBe(new SmsSize(segments, isUnicode));

    [Theory]
    [InlineData("éèàùìòÇÉäöüñÄÖÜÑßæÆøØåÅ£¥§¿¡", false)]
    [InlineData("^{}\\[~]|€\f", false)]
    [InlineData("@£$¥ΔΦΓΛΩΠΨΣΘΞ¤%&'()*+,-./0189:;<=>?AZaz\n\r", false)]
    [InlineData("ç", true)]
    [InlineData("ê", true)]
    [InlineData("œ", true)]
    [InlineData("À", true)]
    [InlineData("È", true)]
    [InlineData("Ê", true)]
    [InlineData("’", true)]
    [InlineData("«", true)]
    [InlineData("…", true)]
    [InlineData("–", true)]
    [InlineData("\u00A0", true)]
    public void Only_what_the_alphabet_of_GSM_lacks_is_dear(string text, bool isUnicode) =>
        SmsSegments.Measure(text).IsUnicode.ShouldBe(isUnicode);

    [Fact]
    public void A_text_that_is_joined_costs_no_less_than_its_parts_would_in_one_alphabet() => Holds(300);

    [Fact]
    [Trait("Category", "Long")]
    public void The_same_over_ten_thousand_texts() => Holds(10_000);

    private static void Holds(int times)
    {
        var pairs = OddText.Any.Two();
        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var (left, right, both) = (SmsSegments.Measure(pair.Item1), SmsSegments.Measure(pair.Item2),
                SmsSegments.Measure(pair.Item1 + pair.Item2));
            var most = both.IsUnicode ? 67 : 153;
            var width = both.IsUnicode
                ? (pair.Item1 + pair.Item2).Length
                : (pair.Item1 + pair.Item2)
                    .Sum(
                        unit => SmsSegments.Measure(unit.ToString()).IsUnicode
                        ? 1
                        : "\f^{}\\[~]|€".Contains(unit)
                        ? 2
                        : 1);
            both.Segments.ShouldBeGreaterThanOrEqualTo(
                Math.Max(left.Segments, right.Segments), "more text never costs less");
            both.Segments.ShouldBeGreaterThanOrEqualTo(
                (width + most + 6) / (most + 7), "no segment holds more than it can");
            both.Segments.ShouldBeLessThanOrEqualTo(
                (width / (most - 1)) + 1, "no segment but the last has room for more than half a character");
            both.IsUnicode.ShouldBe(left.IsUnicode || right.IsUnicode);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_121, 7));
    }
}
