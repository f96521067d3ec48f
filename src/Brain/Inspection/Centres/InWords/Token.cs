using System.Globalization;
using System.Text;

namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>A word, a run of digits or a sign of a text.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Text">In small letters without accents.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsGlued">Whether it follows the token before it without a space.</param>
internal sealed record Token(TokenKind Kind, string Text, int Start, int End, bool IsGlued)
{
    /// <summary>The number that it is; -1 for what is none, or has more than four digits.</summary>
    public int Number => Kind == TokenKind.Digits && Text.Length <= 4
        ? int.Parse(Text, NumberStyles.None, CultureInfo.InvariantCulture)
        : -1;

    /// <summary>Takes a text apart. Spaces are left out; a line's end is a sign.</summary>
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            var kind = KindOf(text[at]);
            var start = at++;
            if (kind == TokenKind.Space)
                continue;
            while (kind != TokenKind.Sign && at < text.Length && KindOf(text[at]) == kind)
                at++;
            tokens.Add(new Token(
                kind, Fold(text[start..at]), start, at, tokens.Count > 0 && tokens[^1].End == start));
        }

        return tokens;
    }

    private static TokenKind KindOf(char letter) =>
        letter is '\n' ? TokenKind.Sign
        : char.IsWhiteSpace(letter) ? TokenKind.Space
        : char.IsAsciiDigit(letter) ? TokenKind.Digits
        : char.IsLetter(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark
            ? TokenKind.Word
            : TokenKind.Sign;

    private static string Fold(string text) => text is "–" or "—" or "−" or "‑" ? "-" : string.Concat(
        text.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(char.ToLowerInvariant));
}

/// <summary>What a token is made of.</summary>
internal enum TokenKind
{
    /// <summary>Nothing to read.</summary>
    Space,

    /// <summary>Letters.</summary>
    Word,

    /// <summary>Digits 0 to 9.</summary>
    Digits,

    /// <summary>One sign of any other kind.</summary>
    Sign,
}
