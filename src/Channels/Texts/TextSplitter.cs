using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Texts;

/// <summary>
/// Cuts a text that is too long for one message: between paragraphs, else lines, else sentences, else words; within an
/// address or a character only where it alone is too long.
/// </summary>
internal static partial class TextSplitter
{
    // "(12/34) "
    private const int NumberLength = 8;
    private const int MostParts = 99;

    /// <summary>The messages of a channel that shows them apart; more than one are numbered <c>(1/2)</c>.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="most">The most UTF-16 units of a message; at least 50.</param>
    public static IReadOnlyList<string> Split(string text, int most)
    {
        if (text.Length <= most)
            return [text];
        var pieces = Cut(text, most - NumberLength).ToList();
        return pieces.Count is 1 or > MostParts
            ? [.. pieces.Select(piece => text[piece])]
            : [.. pieces.Select(
                (piece, index) => string.Create(
                CultureInfo.InvariantCulture, $"({index + 1}/{pieces.Count}) {text[piece]}"))];
    }

    /// <summary>Where the messages stand in the text: none is empty, and none begins or ends with a blank.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="most">The most UTF-16 units of a message; at least 2.</param>
    public static IEnumerable<Range> Cut(string text, int most)
    {
        for (var start = SkipBlanks(text, 0); start < text.Length;)
        {
            var cut = start + LengthOfNext(text.AsSpan(start), most);
            var end = cut;
            while (end > start && char.IsWhiteSpace(text[end - 1]))
                end--;
            yield return start..end;
            start = SkipBlanks(text, cut);
        }
    }

    private static int SkipBlanks(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }

    // What comes right behind a full message counts: a blank there parts it from the next.
    private static int LengthOfNext(ReadOnlySpan<char> text, int most)
    {
        if (text.Length <= most)
            return text.Length;
        var window = text[..(most + 1)];
        var half = most / 2;
        if (window.LastIndexOf("\n\n") is var paragraph && paragraph >= half)
            return paragraph;
        if (window.LastIndexOf('\n') is var line && line >= half)
            return line;
        if (LastSentenceEnd(window) is var sentence && sentence >= half)
            return sentence;
        return LastBlank(window) is var blank && blank > 0 ? blank : CutWord(text, most);
    }

    // The place behind the last mark that ends a sentence and is followed by a blank.
    private static int LastSentenceEnd(ReadOnlySpan<char> window)
    {
        for (var i = window.Length - 1; i > 1; i--)
        {
            if (!IsBlank(window[i]))
                continue;
            var end = window[i - 1] is '"' or ')' or '»' or '*' or '_' ? i - 2 : i - 1;
            if (window[end] is '.' or '!' or '?' or '…' or '。')
                return i;
        }

        return -1;
    }

    private static int LastBlank(ReadOnlySpan<char> window)
    {
        for (var i = window.Length - 1; i > 0; i--)
        {
            if (IsBlank(window[i]))
                return i;
        }

        return 0;
    }

    private static int CutWord(ReadOnlySpan<char> text, int most)
    {
        // An address that begins within the word goes into the next message whole.
        foreach (var address in Address().EnumerateMatches(text[..Math.Min(text.Length, most + 8)]))
        {
            if (address.Index > 0 && address.Index <= most)
                return address.Index;
        }

        return WellFormed.LengthOfCut(text, most);
    }

    // At a space that must not break nothing is cut.
    private static bool IsBlank(char unit) => char.IsWhiteSpace(unit) && unit is not ('\u00A0' or '\u202F');

    [GeneratedRegex(
        "https?://", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
