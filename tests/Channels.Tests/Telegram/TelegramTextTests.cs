using System.Text;
using Gateway.Channels.Telegram;
using Gateway.Channels.Texts;
using Gateway.StandIns.Telegram;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Telegram;

public sealed class TelegramTextTests
{
    private static readonly string[] Pieces =
    [
        "**", "*", "_", "__", "~~", "`", "```", "\n", "\n\n", "[", "](https://a.example.test/x?a=1&b=\"2\")", "](", ")",
        "# ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n| c | d |\n", "---\n",
        "<b>", "</b>", "<", ">", "&", "&amp;", "&#65;", "\"", "\\", "\\*", "é", "🙂", "👩‍👩‍👧", "\uD800", "\uDC00", "\0",
        "\u202E", "z\u0301", "mot", "Une phrase. ", "https://shop.example.test/a_b_c?x=1", "   ", "\t", "![alt](x)",
        "<https://a.example.test>",
    ];

    [Theory]
    [InlineData("**gras** et _penché_", "<b>gras</b> et <i>penché</i>", "gras et penché")]
    [InlineData("# Titre\n\nTexte", "<b>Titre</b>\n\nTexte", "Titre\n\nTexte")]
    [InlineData("2 < 3 & \"x\" > 1", "2 &lt; 3 &amp; \"x\" &gt; 1", "2 < 3 & \"x\" > 1")]
    [InlineData(
        "[la page](https://a.example.test/?a=1&b=2)", "<a href=\"https://a.example.test/?a=1&amp;b=2\">la page</a>",
        "la page")]
    [InlineData("https://a.example.test/a_b_c", "https://a.example.test/a_b_c", "https://a.example.test/a_b_c")]
    [InlineData("```\nlet x = 1 < 2;\n```", "<pre>let x = 1 &lt; 2;</pre>", "let x = 1 < 2;")]
    [InlineData("- un\n- deux\n  - trois", "• un\n• deux\n   • trois", "• un\n• deux\n   • trois")]
    [InlineData("1. un\n2. deux", "1. un\n2. deux", "1. un\n2. deux")]
    [InlineData("> cité **fort**", "<blockquote>cité <b>fort</b></blockquote>", "cité fort")]
    [InlineData("~~non~~ `c`", "<s>non</s> <code>c</code>", "non c")]
    [InlineData("<b>pas du HTML</b>", "&lt;b&gt;pas du HTML&lt;/b&gt;", "<b>pas du HTML</b>")]
    [InlineData("[x](javascript:alert(1))", "x", "x")]
    [InlineData("ligne\nligne", "ligne\nligne", "ligne\nligne")]
    [InlineData("- un\n  deux\n- trois", "• un\n   deux\n• trois", "• un\n   deux\n• trois")]
    [InlineData("2) deux\n3) trois", "2) deux\n3) trois", "2) deux\n3) trois")]
    [InlineData("un\n\n---\n\ndeux", "un\n\ndeux", "un\n\ndeux")]
    [InlineData("> un\n>\n> deux\n\ntrois", "<blockquote>un\n\ndeux</blockquote>\n\ntrois", "un\n\ndeux\n\ntrois")]
    [InlineData("| a | b |\n|---|---|\n| c |  |\n|  | d |", "<b>a | b</b>\nc\nd", "a | b\nc\nd")]
    [InlineData(
        "![la photo](https://a.example.test/p.jpg)", "<a href=\"https://a.example.test/p.jpg\">la photo</a>",
        "la photo")]
    [InlineData("[](https://a.example.test/)", "https://a.example.test/", "https://a.example.test/")]
    public void Markdown_becomes_Telegrams_own_few_tags(string markdown, string html, string plain)
    {
        var message = TelegramRenderer.Preview(markdown).ShouldNotBeNull();

        message.Html.ShouldBe(html);
        message.Plain.ShouldBe(plain);
    }

    [Fact]
    public void Whatever_is_written_Telegram_can_parse_it_and_reads_the_same_words() =>
        ShouldHold(seed: 20261125, cases: 3_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Whatever_is_written_at_length_Telegram_can_parse_it_and_reads_the_same_words() =>
        ShouldHold(seed: 7, cases: 30_000);

    [Theory]
    [InlineData("Une phrase assez longue pour compter. ")]
    [InlineData("**gras et long** puis `code` & <reste>\n\n")]
    [InlineData("🙂")]
    [InlineData("sansblancsdutout")]
    [InlineData("https://shop.example.test/une/adresse?x=1 ")]
    public void Long_text_is_cut_into_messages_that_each_stand_alone(string piece)
    {
        var text = new StringBuilder();
        while (text.Length < 20_000)
            text.Append(piece);
        var runs = TelegramText.Read(text.ToString());

        var messages = TelegramText.Cut(runs, TelegramRenderer.MaxText);

        messages.Count.ShouldBeGreaterThan(4);
        foreach (var message in messages)
        {
            var read = BotHtml.Read(TelegramHtml.Write(message)).Words;
            read.ShouldBe(StyledText.WordsOf(message));
            read.Length.ShouldBeInRange(
                message == messages[^1] ? 1 : TelegramRenderer.MaxText / 2 - 1, TelegramRenderer.MaxText);
            char.IsLowSurrogate(read[0]).ShouldBeFalse();
            char.IsHighSurrogate(read[^1]).ShouldBeFalse();
        }

        WithoutBlanks(string.Concat(messages.Select(StyledText.WordsOf)))
            .ShouldBe(WithoutBlanks(StyledText.WordsOf(runs)));
        if (piece.StartsWith("https", StringComparison.Ordinal))
            messages.ShouldAllBe(
                message => StyledText.WordsOf(message).StartsWith("https", StringComparison.Ordinal)
                && StyledText.WordsOf(message).EndsWith("x=1", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_that_is_nested_without_end_is_read_as_it_stands()
    {
        var text = new string('>', 5_000) + " fin " + new string('[', 5_000);

        string.Concat(TelegramText.Cut(TelegramText.Read(text), 4_096).Select(StyledText.WordsOf)).ShouldContain("fin");
    }

    private static void ShouldHold(int seed, int cases)
    {
        var random = new Random(seed);
        for (var i = 0; i < cases; i++)
        {
            var markdown = string.Concat(
                Enumerable.Range(0, random.Next(1, 60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var runs = TelegramText.Read(markdown);
            var most = random.Next(2) == 0 ? 4_096 : random.Next(2, 60);

            foreach (var message in TelegramText.Cut(runs, most))
            {
                var read = BotHtml.Read(TelegramHtml.Write(message)).Words;
                read.ShouldBe(StyledText.WordsOf(message), $"seed {seed}, case {i}");
                read.Length.ShouldBeLessThanOrEqualTo(most);
                read.ShouldBe(CleanText.Of(read).Length == read.Length ? CleanText.Of(read) : read);
                read.Trim().ShouldBe(read);
            }

            WithoutBlanks(string.Concat(TelegramText.Cut(runs, most).Select(StyledText.WordsOf)))
                .ShouldBe(WithoutBlanks(StyledText.WordsOf(runs)), $"seed {seed}, case {i}");
        }
    }

    private static string WithoutBlanks(string text) => string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)));
}
