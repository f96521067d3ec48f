using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Speech.Hearing;
using Gateway.Channels.Speech.Saying;
using Gateway.Channels.Tests.Texts;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Speech.Hearing;

/// <summary>What we say is understood again as what was written.</summary>
public sealed class SaidAndHeardTests
{
    private const string Series = "ABCDEFGHJKLMNPQRSTVWXYZ";

    private static readonly string[] Locales = ["fr", "en"];

    [Fact]
    public void Any_number_up_to_twenty_thousand_and_some_beyond() => Holds(
        [.. Enumerable.Range(0, 20_001), .. Enumerable.Range(0, 980).Select(at => (at * 1_000) + 20_071), 999_999]);

    [Fact]
    [Trait("Category", "Long")]
    public void Any_number_of_six_digits() => Holds(Enumerable.Range(0, 1_000_000));

    [Fact]
    public void Any_French_telephone_number() => Prop.ForAll(
        Gen.Choose(1, 9).ToArbitrary(), Gen.Choose(0, 99_999_999).ToArbitrary(), (first, rest) =>
        {
            var number = $"0{first}{rest:00000000}";
            foreach (var locale in Locales)
            {
                Heard.Of(Said.Of(number, locale).Text, locale, Expectation.Phone).ShouldBe(number, locale);
                Heard.Of(SpellingBack.Phone($"+33{number[1..]}", locale), locale, Expectation.Phone)
                    .ShouldBe($"+33{number[1..]}", locale);
            }
        }).Check(Often);

    [Fact]
    public void Any_British_telephone_number() => Prop.ForAll(
        Gen.Choose(0, 999).ToArbitrary(), Gen.Choose(0, 999_999).ToArbitrary(), (area, rest) =>
        {
            var number = $"07{area:000}{rest:000000}";
            Heard.Of(Said.Of(number, "en").Text, "en", Expectation.Phone).ShouldBe(number);
        }).Check(Often);

    [Fact]
    public void Any_French_plate() => Prop.ForAll(
        Letter.Four().ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(), (letters, digits) =>
        {
            var plate = $"{letters.Item1}{letters.Item2}-{digits:000}-{letters.Item3}{letters.Item4}";
            foreach (var locale in Locales)
            {
                Heard.Of(Said.Of(plate, locale).Text, locale, Expectation.Plate).ShouldBe(plate, locale);
                Heard.Of(SpellingBack.Plate(plate, locale), locale, Expectation.Plate).ShouldBe(plate, locale);
                Satisfied.By(Said.Of(plate, locale).Text, Expectation.Plate, locale).ShouldBeTrue();
            }
        }).Check(Often);

    [Fact]
    public void Any_British_plate() => Prop.ForAll(
        Letter.Three().ToArbitrary(), Letter.Two().ToArbitrary(), Gen.Choose(0, 99).ToArbitrary(),
        (end, start, digits) =>
        {
            var plate = $"{start.Item1}{start.Item2}{digits:00} {end.Item1}{end.Item2}{end.Item3}";
            foreach (var locale in Locales)
                Heard.Of(Said.Of(plate, locale).Text, locale, Expectation.Plate).ShouldBe(plate, locale);
        }).Check(Often);

    [Fact]
    public void Any_time()
    {
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var french = minute % 60 == 0 ? $"à {minute / 60}h" : $"à {minute / 60}h{minute % 60:00}";
            Heard.Of(Said.Of(french, "fr").Text, "fr", Expectation.Free).ShouldBe(french);
            if (minute == 0)
                continue;
            var english = $"at {minute / 60}:{minute % 60:00}";
            Heard.Of(Said.Of(english, "en").Text, "en", Expectation.Free).ShouldBe(english);
        }
    }

    [Fact]
    public void Any_mailbox() => Prop.ForAll(
        Gen.Elements("jean", "dupont", "b", "zx", "marie", "info", "garage").Two().ToArbitrary(),
        Gen.Elements(".", "-", "_", "").ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(),
        (names, mark, number) =>
        {
            // Two words that touch are said as one and heard as one.
            var address = $"{names.Item1}{mark}{(mark.Length == 0 ? "" : names.Item2)}{number}@example.fr";
            foreach (var locale in Locales)
            {
                Heard.Of(Said.Of(address, locale).Text, locale, Expectation.Email).ShouldBe(address, locale);
                Heard.Of(SpellingBack.Email(address, locale), locale, Expectation.Email).ShouldBe(address, locale);
            }
        }).Check(Often);

    [Fact]
    public void Nothing_that_is_heard_breaks_it() => Prop.ForAll(
        OddText.Any.ToArbitrary(), Gen.Elements(Enum.GetValues<Expectation>()).ToArbitrary(), (text, expects) =>
        {
            foreach (var locale in Locales)
            {
                Heard.Of(text, locale, expects);
                Satisfied.By(text, expects, locale);
                BackChannel.Is(text, locale);
                Unfinished.Is(text, locale);
            }

            LanguageHeard.Of(text);
        }).Check(Often);

    private static Gen<char> Letter => Gen.Elements(Series.ToCharArray());

    private static Config Often => Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20_261_201, 11);

    private static void Holds(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            var digits = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            foreach (var locale in Locales)
            {
                var said = number > 999_999 ? "" : Said.Of(digits, locale).Text;
                Heard.Of(said, locale, Expectation.Digits).ShouldBe(digits, said);
            }
        }
    }
}
