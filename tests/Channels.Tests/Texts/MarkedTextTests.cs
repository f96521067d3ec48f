using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Texts;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Texts;

public sealed partial class MarkedTextTests
{
    [Theory]
    [InlineData(
        "**gras** et *penché* ou _penché_, ~~rayé~~ et `code`", "*gras* et _penché_ ou _penché_, ~rayé~ et `code`")]
    [InlineData("***les deux***", "_*les deux*_")]
    [InlineData("# Titre **fort**\n\nTexte", "*Titre fort*\n\nTexte")]
    [InlineData("Titre\n=====\nTexte", "Titre\n=====\nTexte")]
    [InlineData("- un\n- deux\n  - dedans\n\n1. a\n2. b", "- un\n- deux\n  - dedans\n\n1. a\n2. b")]
    [InlineData("3. trois\n4. quatre", "3. trois\n4. quatre")]
    [InlineData("> cité\n> encore", "> cité\n> encore")]
    [InlineData("> un\n>\n> deux\n\ntrois", "> un\n\n> deux\n\ntrois")]
    [InlineData("- un\n  deux\n- > cité", "- un\n  deux\n- cité")]
    [InlineData("2) deux\n3) trois", "2) deux\n3) trois")]
    [InlineData("**a _b_ c** et _d **e**_", "*a _b_ c* et _d *e*_")]
    [InlineData("[**ici**](https://shop.example.test/a)", "*ici* (https://shop.example.test/a)")]
    [InlineData("[](https://shop.example.test/a)", "https://shop.example.test/a")]
    [InlineData("```csharp\nvar a = 1;\n\nvar b = *p;\n```", "```var a = 1;\n\nvar b = *p;```")]
    [InlineData("[ici](https://shop.example.test/a)", "ici (https://shop.example.test/a)")]
    [InlineData(
        "[https://shop.example.test/a](https://shop.example.test/a) <https://shop.example.test/b>",
        "https://shop.example.test/a https://shop.example.test/b")]
    [InlineData("[écrire](mailto:a@shop.example.test)", "écrire (a@shop.example.test)")]
    [InlineData("![photo](https://shop.example.test/a.jpg)", "photo (https://shop.example.test/a.jpg)")]
    [InlineData("un\n\n---\n\ndeux", "un\n\ndeux")]
    [InlineData(
        "| Nom | Prix |\n|---|---|\n| Lampe | 49 |\n| Applique | 30 |", "*Nom | Prix*\nLampe | 49\nApplique | 30")]
    [InlineData("**gras\nsur deux lignes**", "*gras*\n*sur deux lignes*")]
    [InlineData("2*3*4 et mot_de_passe, 30*40*50 cm", "2*3*4 et mot_de_passe, 30*40*50 cm")]
    [InlineData("mot**gras**suite", "mot*\u200C*gras**suite")]
    [InlineData("https://shop.example.test/_a_*b* fin", "https://shop.example.test/_a_*b* fin")]
    [InlineData("2 * 3 * 4, c_est_ça, <b>x</b> & \\*étoile\\*", "2 * 3 * 4, c_est_ça, <b>x</b> & \u200C*étoile*")]
    [InlineData("[a]: https://shop.example.test", "[a]: https://shop.example.test")]
    [InlineData("a&nbsp;&amp;&nbsp;b &copy;", "a\u00A0&\u00A0b ©")]
    public void Markdown_becomes_the_notation_of_WhatsApp(string markdown, string text) =>
        MarkedText.Write(StyledText.Read(markdown), MarkdownStyle.WhatsApp).ShouldBe(text);

    [Fact]
    public void All_words_are_there_in_their_order_whatever_stands_round_them() => KeepsWords(300);

    [Fact]
    [Trait("Category", "Long")]
    public void The_same_over_ten_thousand_texts() => KeepsWords(10_000);

    [Fact]
    public void Nothing_written_breaks_it() => EndsWell(300);

    [Fact]
    [Trait("Category", "Long")]
    public void Nothing_of_ten_thousand_texts_breaks_it() => EndsWell(10_000);

    [Theory]
    [InlineData("> ", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("![](", 20_000)]
    [InlineData("*a **b ", 10_000)]
    [InlineData("`", 30_000)]
    [InlineData("*", 30_000)]
    [InlineData("_*", 20_000)]
    [InlineData("<", 30_000)]
    [InlineData("&", 30_000)]
    [InlineData("| a ", 5_000)]
    [InlineData("1. ", 20_000)]
    [InlineData("\\", 30_000)]
    [InlineData("a\u0301", 20_000)]
    public void A_page_of_one_mark_is_no_trap(string mark, int times)
    {
        foreach (var length in new[] { times, 400, 4_000 / mark.Length })
        {
            var text = CleanText.Of(string.Concat(Enumerable.Repeat(mark, length)));
            Pieces(text, MarkdownStyle.WhatsApp).ShouldAllBe(piece => piece.Length <= 1_600);
        }
    }

    private static void KeepsWords(int times) => Prop.ForAll(OddText.Sentences.ToArbitrary(), text =>
    {
        foreach (var style in new[] { MarkdownStyle.Plain, MarkdownStyle.WhatsApp })
        {
            var shown = string.Join(' ', Pieces(text, style));
            WordsOf(shown).ShouldBe(WordsOf(text), $"{text}\n=>\n{shown}");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_123, 7));

    private static void EndsWell(int times) => Prop.ForAll(OddText.Any.ToArbitrary(), text =>
    {
        var clean = CleanText.Of(text);
        CleanText.Of(clean).ShouldBe(clean);
        foreach (var piece in Pieces(clean, MarkdownStyle.WhatsApp))
        {
            piece.Length.ShouldBeInRange(1, 1_600);
            piece.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
            piece.ShouldNotContain(unit => char.IsControl(unit) && unit != '\n');
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_124, 7));

    private static List<string> Pieces(string markdown, MarkdownStyle style) =>
        [.. TextSplitter.Split(MarkedText.Write(StyledText.Read(markdown), style), 1_600)
            .Where(piece => piece.Length > 0)];

    // Numbers of list items are counted anew, and so are those of parts.
    private static List<string> WordsOf(string text) =>
        [.. Word().Matches(ItemNumber().Replace(PartNumber().Replace(text, " "), "")).Select(word => word.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[ >-]*\d+\. ", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex ItemNumber();

    [GeneratedRegex(@"\(\d+/\d+\) ", RegexOptions.NonBacktracking)]
    private static partial Regex PartNumber();
}
