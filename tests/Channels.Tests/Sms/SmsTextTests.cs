using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Sms;
using Gateway.Channels.Tests.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Sms;

public sealed class SmsTextTests
{
    [Theory]
    [InlineData("C’est « prêt »… – enfin\u00A0!", "C'est \"prêt\"... - enfin !")]
    [InlineData("«\u202Fmot\u202F»", "\"mot\"")]
    [InlineData("“oui” ‘non’", "\"oui\" 'non'")]
    [InlineData("e\u0301te\u0301", "été")]
    [InlineData("a\r\nb\rc\td", "a\nb\nc d")]
    [InlineData("Zoé ç œ 🙂", "Zoé ç œ 🙂")]
    [InlineData("bon\u200djour\u200c \u200eà\u200f tous\ufe0f", "bonjour à tous")]
    [InlineData("👨‍👩‍👧 می\u200cخواهم", "👨‍👩‍👧 می\u200cخواهم")]
    public void Typographic_characters_become_plain_ones_and_accents_stay(string text, string plain) =>
        SmsText.Normalize(text).ShouldBe(plain);

    [Fact]
    public void What_cannot_be_sent_is_left_out() => SmsText.Normalize("x\0\uD83Dy\u200B\u202Ez\uDE42").ShouldBe("xyz");

    [Theory]
    [InlineData("Ça va, forêt, œuvre, ïle, À é è à ù Ç", "Ça va, foret, oeuvre, ile, A é è à ù Ç")]
    [InlineData("🙂 你好", "🙂 你好")]
    public void Folding_takes_only_the_accents_that_cost(string text, string folded) =>
        SmsText.Fold(text).ShouldBe(folded);

    [Fact]
    public void Normalising_again_changes_nothing() => Holds(300);

    [Fact]
    [Trait("Category", "Long")]
    public void The_same_over_ten_thousand_texts() => Holds(10_000);

    private static void Holds(int times) => Prop.ForAll(OddText.Any.ToArbitrary(), text =>
    {
        var once = SmsText.Normalize(text);
        SmsText.Normalize(once).ShouldBe(once);
        var folded = SmsText.Fold(once);
        SmsText.Fold(folded).ShouldBe(folded);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_122, 7));
}
