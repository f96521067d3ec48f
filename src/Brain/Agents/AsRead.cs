using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Agents;

/// <summary>
/// A text as whoever reads it on a screen takes it: what stands between a figure and its unit and is not seen, or not
/// seen as more than a blank, is gone.
/// </summary>
internal static partial class AsRead
{
    // Letters of Greek and Cyrillic that look like Latin ones, and these.
    private const string Looks = "аеорсухіјѕкмтвнАЕОРСУХІЈЅКМТВНΑΒΕΗΙΚΜΝΟΡΤΥΧοα";
    private const string Latin = "aeopcyxijskmtbhAEOPCYXIJSKMTBHABEHIKMNOPTYXoa";

    /// <summary>
    /// The text with entities decoded, figures of any script as 0 to 9, letters that look like Latin ones as such, and
    /// without tags, combining marks round figures, cell borders and signs of lists; each run of blanks and line breaks
    /// as one blank.
    /// </summary>
    public static string Of(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal))
            text = WebUtility.HtmlDecode(text);
        if (text.Contains('<', StringComparison.Ordinal))
            text = Tags().Replace(text, "");
        return InOneLine(Plain(Numerals.Fold(text)));
    }

    /// <summary>The same without where links lead to: what is seen of them.</summary>
    public static string WithoutLinks(string read) =>
        read.Contains("](", StringComparison.Ordinal) ? Links().Replace(read, "${text}") : read;

    private static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            // An accent belongs to a letter; on a figure or a blank it only parts them from what follows.
            if (char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                && (plain.Length == 0 || !char.IsLetter(plain[^1])))
                continue;
            var looks = Looks.IndexOf(letter, StringComparison.Ordinal);
            plain.Append(looks >= 0 ? Latin[looks] : letter);
        }

        return plain.ToString();
    }

    private static string InOneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var breaks = false;
            while (i < text.Length
                && (char.IsWhiteSpace(text[i]) || text[i] == '|' || (breaks && IsSignOfList(text, i))))
                breaks |= text[i++] is '\n' or '\r';
            if (i == start)
                line.Append(text[i++]);
            // A lone blank stays what it is: figures are grouped with some of them.
            else
                line.Append(i - start == 1 && text[start] is '\u00A0' or '\u202F' ? text[start] : ' ');
        }

        return line.ToString();
    }

    private static bool IsSignOfList(string text, int at) =>
        text[at] is '-' or '*' or '#' or '>' or '•' && at + 1 < text.Length
        && (char.IsWhiteSpace(text[at + 1]) || text[at + 1] == text[at]);

    [GeneratedRegex("<(?:[a-zA-Z/][^<>]{0,80}|!--[^<>]{0,200}--)>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(
        @"\[(?<text>[^\[\]]{0,200})\]\([^()]{0,400}\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Links();
}
