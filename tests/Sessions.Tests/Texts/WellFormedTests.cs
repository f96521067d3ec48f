using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Sessions.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Sessions.Tests.Texts;

public sealed class WellFormedTests
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData("a\0b", "ab")]
    [InlineData("a\u0007b\u001bc\u007fd\u0080e\u009ff", "abcdef")]
    [InlineData("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive")]
    [InlineData("one\u2028two\u2029three\u0085four\vfive\fsix", "one\ntwo\nthree\nfour\nfive\nsix")]
    [InlineData("none \uffff \ufdd0 \ufffe", "none \ufffd \ufffd \ufffd")]
    [InlineData("\ufeffmark", "mark")]
    [InlineData("invoice\u202efdp.exe", "invoicefdp.exe")]
    [InlineData("\u2067שלום\u2069 and \u202bسلام\u202c", "\u2067שלום\u2069 and \u202bسلام\u202c")]
    [InlineData("👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️ 1️⃣", "👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️ 1️⃣")]
    [InlineData("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष")]
    public void What_people_write_is_mended_and_kept(string written, string kept)
    {
        WellFormed.Mend(written).ShouldBe(kept);
        WellFormed.Text($"  {written}\n", 1_000).ShouldBe(kept.Trim());
    }

    [Fact]
    public void Half_a_character_is_shown_as_one_that_is_missing()
    {
        WellFormed.Mend("cut \ud83d").ShouldBe("cut \ufffd");
        WellFormed.Mend("\udc00 turned \ud800 round").ShouldBe("\ufffd turned \ufffd round");
        WellFormed.Strip("\udc00cut \ud83d").ShouldBe("cut ");
        WellFormed.IsId("a\ud800", 10).ShouldBeFalse();
    }

    [Theory]
    [InlineData(" Anne\tMarie\r\nDupont ", "Anne Marie Dupont")]
    [InlineData("\u2067name\u2069 \u202bother\u202c", "name other")]
    [InlineData("one\u2028two", "one two")]
    [InlineData("\0\u0001\u202e", null)]
    [InlineData(null, null)]
    public void A_name_is_one_line_that_turns_nothing_around_it(string? written, string? kept) =>
        WellFormed.Line(written, 100).ShouldBe(kept);

    [Fact]
    public void Letters_that_no_one_sees_are_left_in_the_flags_that_need_them()
    {
        const string england = "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F";
        WellFormed.Mend($"Go {england}!").ShouldBe($"Go {england}!");
        WellFormed.Mend("Hello\U000E0069\U000E0067\U000E006E\U000E006F\U000E0072\U000E0065").ShouldBe("Hello");
    }

    [Fact]
    public void Marks_without_end_are_as_many_as_a_language_needs() =>
        WellFormed.Mend("z" + new string('\u0335', 5_000) + "o").ShouldBe("z" + new string('\u0335', 30) + "o");

    [Theory]
    [InlineData("order-2026:é/7", true)]
    [InlineData("с", true)]
    [InlineData("", false)]
    [InlineData("a\0", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u200bb", false)]
    [InlineData("a\u202eb", false)]
    [InlineData("a\ufeffb", false)]
    [InlineData("a\ufffd", false)]
    [InlineData("12345678901", false)]
    public void An_id_can_be_seen_in_full(string id, bool isOne) =>
        WellFormed.IsId(id, "order-2026:é/7".Length is var most && id.Length == 11 ? 10 : most).ShouldBe(isOne);

    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab👨‍👩‍👧‍👦", 6, "ab")]
    [InlineData("abe\u0301f", 3, "ab")]
    [InlineData("😀😀", 3, "😀")]
    [InlineData("😀", 1, "")]
    [InlineData("🇫🇷🇬🇧", 5, "🇫🇷")]
    [InlineData("abc", 0, "")]
    public void A_text_is_cut_between_characters(string text, int most, string kept) =>
        WellFormed.Cut(text, most).ShouldBe(kept);

    [Fact]
    public void What_is_mended_can_be_stored_and_is_mended_once() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(Any(), text =>
        {
            var mended = WellFormed.Mend(text);
            WellFormed.Mend(mended).ShouldBeSameAs(mended);
            WellFormed.Is(mended).ShouldBeTrue();
            mended.ShouldNotContain('\0');
            Strict.GetString(Strict.GetBytes(mended)).ShouldBe(mended);
            mended.Normalize(NormalizationForm.FormC).ShouldNotBeNull();
            WellFormed.Text(text, 7).Length.ShouldBeLessThanOrEqualTo(7);
            WellFormed.Strip(text).ShouldNotContain('\ud83d' + " ");
        }));

    [Theory]
    [InlineData("""{"text":"cut \ud83d"}""", "cut \ufffd")]
    [InlineData("""{"text":"\udc00\"\\\/\b\f\n\r\t\u0041"}""", "\ufffd\"\\/\b\f\n\r\tA")]
    [InlineData("""{"text":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"text":"a\u0000b"}""", "a\0b")]
    public void Half_a_character_in_json_is_no_reason_to_lose_the_rest(string json, string text)
    {
        JsonSerializer.Deserialize<Words>(json, SessionJson.Options)!.Text.ShouldBe(text);
        var element = JsonDocument.Parse(json).RootElement;
        element.Deserialize<Words>(SessionJson.Options)!.Text.ShouldBe(text);
        WellFormedJson.TextOf(element.GetProperty("text")).ShouldBe(text);
    }

    [Fact]
    public void Bytes_that_are_no_text_stand_as_what_is_no_character()
    {
        byte[] json = [.. "{\"text\":\"a"u8, 0xC3, 0x28, 0xFF, .. "\"}"u8];
        JsonSerializer.Deserialize<Words>(json, SessionJson.Options)!.Text.ShouldBe("a\ufffd(\ufffd");
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a😀b", 3, "a…")]
    [InlineData("e\u0301e\u0301e\u0301", 4, "e\u0301…")]
    public void What_is_shortened_ends_between_two_characters(string text, int most, string shortened) =>
        WellFormed.Shorten(text, most).ShouldBe(shortened);

    [Fact]
    public void A_text_that_still_grows_is_shown_without_half_a_character()
    {
        WellFormed.LengthOfWhole("a\ud83d").ShouldBe(1);
        WellFormed.LengthOfWhole("a😀").ShouldBe(3);
        WellFormed.LengthOfWhole("").ShouldBe(0);
    }

    [Fact]
    public void Every_text_has_a_normal_form() =>
        Prop.ForAll(Any(), text =>
        {
            var normal = WellFormed.Normalize(text, NormalizationForm.FormKD);
            normal.IsNormalized(NormalizationForm.FormKD).ShouldBeTrue();
            WellFormed.Normalize(normal, NormalizationForm.FormKD).ShouldBe(normal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_is_no_text() =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Words>("""{"text":1}""", SessionJson.Options));

    [Fact]
    public void No_store_gets_what_it_cannot_keep() =>
        JsonSerializer.Serialize(new Words("a\0\ud800b"), SessionJson.Options).ShouldBe("{\"text\":\"a\ufffdb\"}");

    private static Arbitrary<string> Any() => Gen.ArrayOf(Gen.Elements(
        "a", "1", " ", "\n", "\r", "\t", "\0", "\u0085", "\u2028", "\ud83d", "\ude00", "\ud83d\ude00", "\u0301",
        "\u20e3", "\ufe0f", "\u200d", "\u202e", "\u2066", "\ufeff",
        "\uffff", "\ufdd0", "\U000E0067", "\U0001F3F4", "é", "م", "\u200c", "\U0001FFFE", "\ufffd"))
            .Select(string.Concat)
            .ToArbitrary();

    private sealed record Words(string Text);
}
