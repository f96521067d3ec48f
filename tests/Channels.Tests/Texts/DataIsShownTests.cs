using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Channels.Sms;
using Gateway.Channels.Telegram;
using Gateway.Channels.Texts;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Gateway.StandIns.Telegram;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Texts;

/// <summary>
/// Any text that is put into an agent's words as data, or is said by a person, reaches the screen as it was written.
/// What a channel may change, and nothing else: runs of blanks and empty lines, control and invisible characters
/// (<see cref="CleanText"/>), for SMS typographic characters that have a plain equal (<see cref="SmsText.Normalize"/>),
/// for WhatsApp a zero-width non-joiner before a mark.
/// </summary>
public sealed partial class DataIsShownTests
{
    // Every way a phrase puts a value, and those of Markdown round it.
    private static readonly string[] Phrases =
    [
        "{0}", "Voici {0} (12 €).", "• {0}, 4 € – {0}", "- {0}\n- {0}", "1. {0}", "{0}\n\n{0}", "{0} {0}", "« {0} »",
        "({0})", "n°{0}", "> {0}", "Total : {0}\nNom : {0}", "`a` {0} `b`",
    ];

    private static readonly string[] Kinds =
    [
        "Storage box 30*40*50 cm", "2*3*4", "*Star* mug_with_marks", "**gras**", "__a__", "_a_", "~~rayé~~", "`code`",
        "```\nbloc\n```", "# titre", "## x", "> cité", "- point", "* point", "+ point", "1. un",
        "2) deux", "12.", "| a | b |\n|---|---|\n| c | d |", "---", "***", "===", "titre\n===",
        "[a](https://x.example.test)", "![a](b)", "[a]: b", "<b>x</b>", "<https://x.example.test>", "<a@b.test>",
        "&amp;", "&#42;", "&copy",
        "\\", "\\\\", "\\*", "a\\", "a\\\nb", "https://x.example.test/a_b_c*d*?q=1&amp=2",
        "https://x.example.test/(a)_", "voir https://x.example.test/_a_.", "www.example.test/_a_", "a@b_c.test", "🙂*🙂*",
        "*שלום*", "_مرحبا_", "-5 °C", "+33 6", "#1",
        "{title}", "{0}", "<\u0338", "=\u0338", "!", "![", "a * b * c", "* * *", "_ _ _", "~", "~~", "~x~", "``", "` `",
        "*a", "a*", "**", "l'*a*", "(*a*)", "a_b_ c", "*a_b*", "5*, 6*", "4 > 3 < 5", "a|b", ":-)", "1.5 l",
        "3.\u00a0x", "•  puce", "\u200C*a*",
    ];

    [Fact]
    public void Each_kind_of_notation_is_shown_as_it_was_written()
    {
        foreach (var data in Kinds)
            ShouldBeShown(data);
    }

    [Fact]
    public void Every_pair_of_signs_is_shown_as_it_was_written()
    {
        var signs = Enumerable.Range(' ', '~' - ' ' + 1)
            .Select(unit => (char)unit)
            .Where(unit => !char.IsAsciiLetterOrDigit(unit))
            .Append('a')
            .Append('1')
            .ToList();
        foreach (var first in signs)
        {
            foreach (var second in signs)
                ShouldBeShown($"{first}{second}", "{0}", "{0} b {0}");
        }
    }

    [Fact]
    public void Any_text_is_shown_as_it_was_written() => Check(500);

    [Fact]
    [Trait("Category", "Long")]
    public void Any_of_ten_thousand_texts_is_shown_as_it_was_written() => Check(10_000);

    [Fact]
    public void A_growing_text_is_never_shown_with_half_an_escape_or_half_a_character()
    {
        foreach (var data in Kinds)
        {
            var markdown = AgentMarkdown.Escape(data + " 🙂");
            for (var length = 0; length <= markdown.Length; length++)
            {
                var whole = markdown[..AgentMarkdown.LengthOfWhole(markdown.AsSpan(0, length))];
                (whole.Length > 0 && char.IsHighSurrogate(whole[^1])).ShouldBeFalse();
                ((whole.Length - whole.TrimEnd('\\').Length) % 2).ShouldBe(0, whole);
                whole.Length.ShouldBeInRange(Math.Max(0, length - 1), length);
            }
        }
    }

    [Fact]
    public void What_looks_for_figures_reads_through_escapes_and_marks()
    {
        foreach (var data in (string[])["30*40*50 cm", "49,90 €", "-5 €", "1. 12 € pièce"])
            AgentMarkdown.Unmark(AgentMarkdown.Escape(data)).ShouldBe(data);
        AgentMarkdown.Unmark("**12** € et il en reste *3*").ShouldBe("12 € et il en reste 3");
    }

    private static void Check(int times) => Prop.ForAll(OddText.Any.ToArbitrary(), text =>
    {
        // A page of one mark is another test's subject: here a field as catalogues and people fill it.
        // It came in by the door that all text comes in by.
        ShouldBeShown(WellFormed.Text(text.Length > 300 ? text[..300] : text, 300));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_201, 7));

    private static void ShouldBeShown(string data, params string[] phrases)
    {
        foreach (var phrase in phrases.Length > 0 ? phrases : Phrases)
        {
            // Notation needs words to stand on.
            if (string.IsNullOrWhiteSpace(CleanText.Of(data)))
                continue;

            var (said, shown) = (Fill(phrase, AgentMarkdown.Escape(data)), Shown(phrase, data));
            ShouldShow(new Entry { Seq = 1, Role = EntryRole.Agent, Text = said, At = default }, shown);
        }

        foreach (var role in (EntryRole[])[EntryRole.Operator, EntryRole.System, EntryRole.Contact])
            ShouldShow(new Entry { Seq = 1, Role = role, Text = data, At = default }, data);
    }

    private static void ShouldShow(Entry entry, string expected)
    {
        var hint = $"{entry.Role}: {entry.Text}";
        var plain = EntryText.Of(entry, MarkdownStyle.Plain);
        Blanks(plain).ShouldBe(Blanks(expected), hint);
        Blanks(SmsText.Normalize(plain)).ShouldBe(Blanks(SmsText.Normalize(CleanText.Of(expected))), hint);

        var runs = entry.Role == EntryRole.Agent ? TelegramText.Read(entry.Text) : StyledText.Plain(entry.Text);
        // Telegram writes bullets of its own, see TelegramTextTests; the words behind them are the same.
        Blanks(BotHtml.Read(TelegramHtml.Write(runs)).Words).Replace('•', '-')
            .ShouldBe(Blanks(expected).Replace('•', '-'), hint);

        Blanks(ReadWhatsApp(EntryText.Of(entry, MarkdownStyle.WhatsApp)))
            .ShouldBe(Blanks(WithoutJoiner(expected)), hint);
    }

    private static string Fill(string phrase, string data) => phrase.Replace("{0}", data, StringComparison.Ordinal);

    // What a phrase's own notation looks like: its marks are gone, its bullets and numbers stay.
    private static string Shown(string phrase, string data) => phrase switch
    {
        "> {0}" => data,
        "`a` {0} `b`" => $"a {data} b",
        _ => Fill(phrase, data),
    };

    private static string Blanks(string text) => Space().Replace(CleanText.Of(text), " ").Trim();

    private static string WithoutJoiner(string text) => text.Replace("\u200C", "", StringComparison.Ordinal);

    /// <summary>
    /// What WhatsApp shows: its marks are gone wherever it may read them, and the joiner cannot be seen.
    /// </summary>
    private static string ReadWhatsApp(string body)
    {
        var lines = body.Split('\n').Select(line => Quote().Replace(line, "", 1));
        var text = string.Join('\n', lines);
        text = Code().Replace(text, "${in}");
        // Within an address it reads none; there a letter stands for one.
        var addresses = new Queue<string>(Address().Matches(text).Select(match => match.Value));
        text = ReadMarks(Address().Replace(text, "\u0251"));
        return WithoutJoiner(
            string.Concat(text.Select(unit => unit == '\u0251' ? addresses.Dequeue() : unit.ToString())));
    }

    private static string ReadMarks(string text)
    {
        for (var before = ""; before != text;)
        {
            before = text;
            text = Bold().Replace(Italic().Replace(Strike().Replace(text, "${in}"), "${in}"), "${in}");
        }

        return text;
    }

    [GeneratedRegex(@"[\s]+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    [GeneratedRegex(@"https?://[^\s`<>]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^ *> ?", RegexOptions.NonBacktracking)]
    private static partial Regex Quote();

    [GeneratedRegex(@"(?<!\u200C)```(?<in>[^`]+)```|(?<!\u200C)`(?<in>[^`\n]+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}\u200C])\*(?=\S)(?<in>[^\n]*?\S)\*(?![\p{L}\p{N}])", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Bold();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}\u200C])_(?=\S)(?<in>[^\n]*?\S)_(?![\p{L}\p{N}])", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Italic();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}\u200C])~(?=\S)(?<in>[^\n]*?\S)~(?![\p{L}\p{N}])", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Strike();
}
