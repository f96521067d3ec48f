using System.Text;

namespace Gateway.Channels.Texts;

/// <summary>
/// Writes text with its looks in a notation of marks, or without any: for channels whose messages are plain text.
/// </summary>
internal static class MarkedText
{
    // The first of two that begin and end together stands outside.
    private static readonly TextStyle[] AroundWords = [TextStyle.Italic, TextStyle.Bold, TextStyle.Strike];

    /// <summary>The text in that notation, without blank lines at its ends.</summary>
    public static string Write(IReadOnlyList<StyledRun> runs, MarkdownStyle style)
    {
        var text = new StringBuilder();
        ReadOnlySpan<StyledRun> rest = [.. runs];
        while (rest.Length > 0)
        {
            var length = LengthOf(rest, run => run.Style.HasFlag(TextStyle.Quote));
            if (length > 0)
                WriteQuote(text, Words(rest[..length], style, TextStyle.None, isInLink: false), style.Quote);
            else
                text.Append(
                    Words(
                    rest[..(length = LengthOf(rest, run => !run.Style.HasFlag(TextStyle.Quote)))], style,
                    TextStyle.None, isInLink: false));
            rest = rest[length..];
        }

        var written = text.ToString().Trim();
        return style.IsRead ? WhatsAppMarks.Release(written) : written;
    }

    // A quotation is one where it begins its line; behind a list's bullet its mark would be read as a sign.
    private static void WriteQuote(StringBuilder text, string words, string mark)
    {
        var isLineStart = text.Length == 0 || text[^1] == '\n';
        foreach (var (index, line) in words.Split('\n').Index())
        {
            if (index > 0)
                text.Append('\n');
            text.Append(line.Length > 0 && (index > 0 || isLineStart) ? mark : "").Append(line);
        }
    }

    private static string Words(ReadOnlySpan<StyledRun> runs, MarkdownStyle style, TextStyle around, bool isInLink)
    {
        var words = new StringBuilder();
        while (runs.Length > 0)
        {
            var first = runs[0];
            var link = isInLink || first.Link is null ? 0 : LengthOf(runs, run => run.Link == first.Link);
            var (mark, length) = (TextStyle.None, 0);
            foreach (var one in AroundWords)
            {
                if (!around.HasFlag(one) && LengthOf(runs, run => run.Style.HasFlag(one)) is var marked
                    && marked > length)
                    (mark, length) = (one, marked);
            }

            if (link > 0 && link >= length)
            {
                words.Append(LinkText.Of(Words(runs[..link], style, around, isInLink: true), first.Link!));
                length = link;
            }
            else if (length > 0)
            {
                var inner = Words(runs[..length], style, around | mark, isInLink);
                // Within a word the marks would be read as what they are: stars.
                var isInWord = (words.Length > 0 && char.IsLetterOrDigit(words[^1])) ||
                    (length < runs.Length && char.IsLetterOrDigit(runs[length].Text[0]));
                words.Append(isInWord ? inner : Wrap(inner, MarkOf(mark, style)));
            }
            else
            {
                words.Append(Word(first, style));
                length = 1;
            }

            runs = runs[length..];
        }

        return words.ToString();
    }

    private static string Word(StyledRun run, MarkdownStyle style) =>
        run.Style.HasFlag(TextStyle.Pre) ? WrapBlock(run.Text, style.CodeBlock)
        : run.Style.HasFlag(TextStyle.Code) ? Wrap(run.Text, style.Code)
        : style.IsRead && !run.Style.HasFlag(TextStyle.Bullet) ? WhatsAppMarks.Hold(run.Text)
        : run.Text;

    private static string MarkOf(TextStyle one, MarkdownStyle style) => one switch
    {
        TextStyle.Bold => style.Strong,
        TextStyle.Italic => style.Emphasis,
        _ => style.Strike,
    };

    private static int LengthOf(ReadOnlySpan<StyledRun> runs, Predicate<StyledRun> belongs)
    {
        var length = 0;
        while (length < runs.Length && belongs(runs[length]))
            length++;
        return length;
    }

    // Marks hold within a line, and only right next to a word; at the end of an address they would be taken for a part
    // of it.
    private static string Wrap(string text, string mark) =>
        mark.Length == 0 || text.Contains(mark, StringComparison.Ordinal) || WhatsAppMarks.Holds(text, mark) ||
        text.Contains("://", StringComparison.Ordinal)
        ? text
        : string.Join('\n', text.Split('\n').Select(line => line.Trim() is { Length: > 0 } words
            ? string.Concat(
                line.AsSpan(0, line.IndexOf(words[0], StringComparison.Ordinal)), mark + words + mark,
                line.AsSpan(line.TrimEnd().Length))
            : line));

    private static string WrapBlock(string code, string mark) =>
        mark.Length == 0 || code.Contains(mark, StringComparison.Ordinal) ? code : mark + code + mark;
}
