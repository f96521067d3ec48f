using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Channels.Texts;

/// <summary>Cuts a text that is too long for one message: between paragraphs, else lines, else sentences, else words; within an address or a character never.</summary>
internal static partial class TextSplitter
{
    // "(12/34) "
    private const int NumberLength = 8;
    private const int MostParts = 99;

    /// <summary>The messages; more than one are numbered <c>(1/2)</c>.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="most">The most UTF-16 units of a message; at least 50.</param>
    public static IReadOnlyList<string> Split(string text, int most)
    {
        if (text.Length <= most)
            return [text];
        var pieces = new List<string>();
        var rest = text.AsMemory();
        while (rest.Length > 0)
        {
            var length = LengthOfNext(rest.Span, most - NumberLength);
            var piece = rest[..length].Span.Trim().ToString();
            if (piece.Length > 0)
                pieces.Add(piece);
            rest = rest[length..].TrimStart();
        }

        return pieces.Count is 1 or > MostParts
            ? pieces
            : [.. pieces.Select((piece, index) => string.Create(CultureInfo.InvariantCulture, $"({index + 1}/{pieces.Count}) {piece}"))];
    }

    private static int LengthOfNext(ReadOnlySpan<char> text, int most)
    {
        if (text.Length <= most)
            return text.Length;
        var window = text[..most];
        var half = most / 2;
        if (window.LastIndexOf("\n\n") is var paragraph && paragraph >= half)
            return paragraph + 2;
        if (window.LastIndexOf('\n') is var line && line >= half)
            return line + 1;
        if (LastSentenceEnd(text, most) is var sentence && sentence >= half)
            return sentence;
        return LastBlank(text, most) is var blank && blank > 0 ? blank : CutWord(text, most);
    }

    // The place behind the last mark that ends a sentence and is followed by a blank.
    private static int LastSentenceEnd(ReadOnlySpan<char> text, int most)
    {
        for (var i = most; i > 1; i--)
        {
            if (!IsBlank(text[i]))
                continue;
            var end = text[i - 1] is '"' or ')' or '»' or '*' or '_' ? i - 2 : i - 1;
            if (text[end] is '.' or '!' or '?' or '…' or '。')
                return i;
        }

        return 0;
    }

    private static int LastBlank(ReadOnlySpan<char> text, int most)
    {
        for (var i = most; i > 0; i--)
        {
            if (IsBlank(text[i]))
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

    [GeneratedRegex("https?://", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
