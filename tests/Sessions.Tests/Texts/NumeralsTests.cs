using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Sessions.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Texts;

public sealed class NumeralsTests
{
    [Theory]
    [InlineData("２", "2")]
    [InlineData("２．", "2.")]
    [InlineData("+٣٣ ٦ ١٢ ٣٤ ٥٦ ٧٨", "+33 6 12 34 56 78")]
    [InlineData("＋３３（０）６－１２", "+33(0)6-12")]
    [InlineData("۱۲۳ १२३ ১২৩ ๑๒๓ ၁၂၃ 𝟏𝟐𝟑 𝟙𝟚", "123 123 123 123 123 123 12")]
    [InlineData("١٬٢٣٤٫٥", "1,234.5")]
    [InlineData("1️⃣ 2⃣ 🔟 #️⃣", "1 2 10 #")]
    [InlineData("①", "1")]
    [InlineData("Nº ⑫ !", "Nº 12 !")]
    [InlineData("²", "2")]
    [InlineData("12 m² à 10² €", "12 m² à 10² €")]
    [InlineData("½ heure, ¼", "½ heure, ¼")]
    [InlineData("06\u201112\u2212\u200b34\u202a56\u202c", "06-12-3456")]
    [InlineData("ｊｅａｎ＠ｅｘａｍｐｌｅ．ｆｒ", "jean@example.fr")]
    [InlineData("Zoé, l’été – 3 œufs", "Zoé, l’été – 3 œufs")]
    public void Figures_are_read_in_any_script(string written, string read) => Numerals.Fold(written).ShouldBe(read);

    [Fact]
    public void Every_decimal_digit_of_unicode_is_read()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
                continue;
            var sign = char.ConvertFromUtf32(code);
            if (CharUnicodeInfo.GetDecimalDigitValue(sign, 0) is >= 0 and var value
                && CharUnicodeInfo.GetUnicodeCategory(sign, 0) == UnicodeCategory.DecimalDigitNumber)
                Numerals.Fold($"a{sign}b").ShouldBe($"a{value}b", $"U+{code:X}");
        }
    }

    [Fact]
    public void Folding_again_changes_nothing_and_leaves_no_other_digit() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(Any(), text =>
        {
            var folded = Numerals.Fold(text);
            Numerals.Fold(folded).ShouldBe(folded);
            folded.ShouldAllBe(
                unit => char.GetUnicodeCategory(unit) != UnicodeCategory.DecimalDigitNumber || char.IsAsciiDigit(unit));
        }));

    [Theory]
    [InlineData("a\u200db", "ab")]
    [InlineData("pay\u00ading \u2060here\ufeff\u200b", "paying here")]
    [InlineData("bon\u200ejour", "bonjour")]
    [InlineData("1\ufe0f.", "1.")]
    [InlineData("1️⃣ 👨‍👩‍👧 ❤️‍🔥 🙂‍↔️ ©️ 👁️‍🗨️", "1️⃣ 👨‍👩‍👧 ❤️‍🔥 🙂‍↔️ ©️ 👁️‍🗨️")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    [InlineData("क्\u200dष", "क्\u200dष")]
    [InlineData("שלום\u200f!", "שלום\u200f!")]
    public void Only_what_changes_nothing_is_dropped(string text, string kept) => Invisibles.Drop(text).ShouldBe(kept);

    [Fact]
    public void Dropping_again_changes_nothing() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3_000),
            Prop.ForAll(Any(), text => Invisibles.Drop(Invisibles.Drop(text)).ShouldBe(Invisibles.Drop(text))));

    private static Arbitrary<string> Any() => Gen.ArrayOf(Gen.Elements(
        "a", "1", " ", "\n", "#", "２", "Ａ", "٣", "\u06f4", "\U0001D7D9", "\ud83d", "\ude00", "\ud83d\ude00", "\u0301",
        "\u20e3", "\ufe0f", "\u200d", "\u202e", "\ufeff", "²", "①",
        "½", "é", "م", "क", "\u094d", "\u200c", "\u200e", "❤", "🔟", "\u3000", "©")).Select(string.Concat).ToArbitrary();
}
