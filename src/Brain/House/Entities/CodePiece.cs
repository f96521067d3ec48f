using System.Globalization;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// A piece of a message that may belong to a code of letters and figures, such as stands on a plate: what is said of
/// it (<c>B comme Bernard</c>, <c>cent vingt-trois</c>) is put in letters and figures.
/// </summary>
/// <param name="Text">Letters or figures, in capitals, without accents.</param>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Before">What parts it from the piece before.</param>
/// <param name="IsSpoken">Whether it is said in words.</param>
/// <param name="IsDashed">Whether a hyphen alone stands before it.</param>
/// <param name="IsSmall">Whether it is written in small letters.</param>
internal sealed record CodePiece(
    string Text, int Start, int End, Gap Before, bool IsSpoken, bool IsDashed, bool IsSmall)
{
    // Nothing of that length stands in a code.
    private const int Longest = 20;

    /// <summary>Whether it is said of a single sign.</summary>
    public bool IsSingle => Text.Length == 1 || IsSpoken;

    /// <summary>Whether nothing stands between it and the piece before, or it is a word's sign.</summary>
    public bool Joins => Before is Gap.Tight or Gap.Space;

    /// <summary>The pieces of a message, in order.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    public static List<CodePiece> In(string text)
    {
        var tokens = WrittenNumber.TokensOf(text);
        List<CodePiece> pieces = [];
        var isDash = false;
        for (var at = 0; at < tokens.Count;)
        {
            var token = tokens[at];
            var before = isDash ? Gap.Space : token.Before;
            var letter = SpelledLetter.Read(tokens, at);
            if (letter is { Kind: LetterKind.Mark, Text: "-" } && pieces.Count > 0 && token.Joins)
            {
                isDash = true;
                at += letter.Tokens;
                continue;
            }

            var (sign, taken, isSpoken) = SignAt(tokens, at, letter);
            pieces.Add(new CodePiece(
                sign, token.Start, tokens[at + taken - 1].End, before, isSpoken,
                isDash || (at > 0 && text.AsSpan(tokens[at - 1].End, token.Start - tokens[at - 1].End).Trim() is "-"),
                token.Raw.Any(char.IsLower)));
            isDash = false;
            at += taken;
        }

        return pieces;
    }

    private static (string Text, int Tokens, bool IsSpoken) SignAt(
        List<AddressToken> tokens, int at, SpelledLetter letter)
    {
        if (letter is { Tokens: > 0, Kind: not LetterKind.Mark })
            return (Word.Fold(letter.Text).ToUpperInvariant(), letter.Tokens, letter.Kind != LetterKind.Bare);
        var word = tokens[at].Text;
        var (number, length) = word is "une" ? (0, 0) : SpokenNumber.Read(tokens, at);
        // "AB comme Bernard": what is said of the last letter of several.
        if (word.Length is 2 or 3 && WrittenNumber.TextAt(tokens, at + 1) is "comme" or "as")
        {
            var isIn = WrittenNumber.TextAt(tokens, at + 2) == "in" ? 1 : 0;
            if (WrittenNumber.TextAt(tokens, at + 2 + isIn) is { Length: > 1 } told && told[0] == word[^1])
                return (word.ToUpperInvariant(), 3 + isIn, false);
        }

        return length > 0 ? (number.ToString(CultureInfo.InvariantCulture), length, true)
            : word is "oh" ? ("0", 1, true)
            : (word.Length > Longest ? "" : word.ToUpperInvariant(), 1, false);
    }
}
