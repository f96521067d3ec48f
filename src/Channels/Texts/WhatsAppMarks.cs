using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Channels.Texts;

/// <summary>
/// Keeps WhatsApp from reading characters of a text as its own marks. It knows no escape; what it does not take for one
/// is a mark that touches a letter, or what counts as one, on its outer side. So before a mark that would be read
/// stands a zero-width non-joiner, which nobody sees, and only there.
/// </summary>
internal static partial class WhatsAppMarks
{
    private const char Apart = '\u200C';
    private const string Marks = "*_~`->";

    // Stand-ins that no text has: Unicode keeps them for use within a program.
    private const char FirstHeld = '\uFDD0';

    /// <summary>Plain text as WhatsApp shows it unchanged.</summary>
    public static string Literal(string text) => Release(Hold(text));

    /// <summary>
    /// Sets the marks of plain text apart from those that are meant; <see cref="Release"/> puts them back.
    /// </summary>
    public static string Hold(ReadOnlySpan<char> text)
    {
        var held = new StringBuilder(text.Length);
        foreach (var unit in text)
            held.Append(
                Marks.IndexOf(unit, StringComparison.Ordinal) is >= 0 and var mark
                ? (char)(FirstHeld + mark)
                : IsHeld(unit)
                ? '\uFFFD'
                : unit);
        return held.ToString();
    }

    /// <summary>Whether such a mark of plain text stands in a text.</summary>
    public static bool Holds(string text, string mark) =>
        text.Contains((char)(FirstHeld + Marks.IndexOf(mark[0], StringComparison.Ordinal)), StringComparison.Ordinal);

    /// <summary>The text with all of its marks, those of plain text where they are not read.</summary>
    public static string Release(string text)
    {
        var shown = string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = IsHeld(from[i]) ? Marks[from[i] - FirstHeld] : from[i];
        });
        if (shown == text)
            return text;
        var released = new StringBuilder(text.Length + 8);
        var address = Address().Match(shown);
        for (var i = 0; i < text.Length; i++)
        {
            while (address.Success && address.Index + address.Length <= i)
                address = address.NextMatch();
            var isInAddress = address.Success && address.Index <= i;
            if (IsHeld(text[i]) && !isInAddress && IsRead(shown, i))
                released.Append(Apart);
            released.Append(shown[i]);
        }

        return released.ToString();
    }

    private static bool IsHeld(char unit) => unit >= FirstHeld && unit < FirstHeld + Marks.Length;

    private static bool IsRead(string text, int at) => text[at] switch
    {
        '`' => text.AsSpan().Count('`') > 1,
        '>' => IsLineStart(text, at),
        '-' or '*' when IsLineStart(text, at) && IsBlankAt(text, at + 1) => true,
        '-' => false,
        _ => !IsWordAt(text, at - 1) && !IsBlankAt(text, at + 1) && IsClosedLater(text, at),
    };

    private static bool IsLineStart(string text, int at)
    {
        while (at > 0 && text[at - 1] == ' ')
            at--;
        return at == 0 || text[at - 1] == '\n';
    }

    private static bool IsClosedLater(string text, int at)
    {
        for (var end = at + 1; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] == text[at] && !IsBlankAt(text, end - 1) && !IsWordAt(text, end + 1))
                return true;
        }

        return false;
    }

    private static bool IsWordAt(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    private static bool IsBlankAt(string text, int at) => at < 0 || at >= text.Length || char.IsWhiteSpace(text[at]);

    [GeneratedRegex(
        @"https?://[^\s`<>]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
