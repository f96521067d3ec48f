using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>What the check digit of a vehicle identification number tells.</summary>
internal enum VinCheck
{
    /// <summary>It is the one that the other signs ask for.</summary>
    Valid,

    /// <summary>It is another one, on a vehicle that must have it.</summary>
    Invalid,

    /// <summary>It is another one, on a vehicle that needs none.</summary>
    NotApplicable,
}

/// <summary>
/// A vehicle identification number (ISO 3779): 17 letters and figures without I, O and Q, the last four of them
/// figures. The ninth is a check digit (weights of 49 CFR 565.15) where the law asks for one: in North America, whose
/// numbers begin with 1 to 5, and in China (GB 16735), with L. Elsewhere a maker may put anything there, and many
/// European ones do put <c>Z</c>: such a number is neither right nor wrong, unless the digit is the right one all the
/// same, which of mistyped ones happens to one in eleven; then it is told as valid.
/// </summary>
/// <param name="Text">The 17 signs in capitals.</param>
/// <param name="Check">What its check digit tells.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record Vin(string Text, VinCheck Check, TextSpan Span)
{
    private const int Length = 17;
    private const int CheckAt = 8;
    private const int LastFigures = 4;
    private const string NeedCheck = "12345L";

    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    private static readonly FrozenDictionary<char, int> Values =
        "A1B2C3D4E5F6G7H8J1K2L3M4N5P7R9S2T3U4V5W6X7Y8Z900112233445566778899".Chunk(2)
            .ToFrozenDictionary(pair => pair[0], pair => pair[1] - '0');

    /// <summary>Finds the number that a message names, in one piece or in several.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <returns>The first; null where there is none. The letters O and I are read as figures where the check digit is
    /// right then.</returns>
    public static Vin? Find(string text)
    {
        var pieces = CodePiece.In(text);
        for (var first = 0; first < pieces.Count; first++)
        {
            if (first > 0 && pieces[first].Before == Gap.Tight
                && IsGlued(text, pieces[first - 1].End, pieces[first].Start))
                continue;
            if (From(text, pieces, first) is { } vin)
                return vin;
        }

        return null;
    }

    private static Vin? From(string text, List<CodePiece> pieces, int first)
    {
        var signs = new StringBuilder(Length);
        for (var last = first; last < pieces.Count && last < first + Length; last++)
        {
            var piece = pieces[last];
            if (last > first && !piece.Joins)
                return null;
            signs.Append(piece.Text);
            if (signs.Length > Length || piece.Text.Length == 0)
                return null;
            if (signs.Length < Length)
                continue;
            if (last + 1 < pieces.Count && pieces[last + 1].Before == Gap.Tight
                && IsGlued(text, piece.End, pieces[last + 1].Start))
                return null;
            return Checked(signs.ToString()) is var (number, check)
                ? new Vin(number, check, new TextSpan(pieces[first].Start, piece.End))
                : null;
        }

        return null;
    }

    private static (string Text, VinCheck Check)? Checked(string signs)
    {
        var isRepaired = signs.AsSpan().ContainsAny('O', 'I');
        var number = signs.Replace('O', '0').Replace('I', '1');
        if (!number.All(Values.ContainsKey) || !number[^LastFigures..].All(char.IsAsciiDigit)
            || !number.Any(char.IsAsciiLetter))
            return null;
        var rest = Enumerable.Range(0, Length).Sum(at => Values[number[at]] * Weights[at]) % 11;
        if (number[CheckAt] == (rest == 10 ? 'X' : (char)('0' + rest)))
            return (number, VinCheck.Valid);
        return isRepaired ? null
            : (number, NeedCheck.Contains(number[0], StringComparison.Ordinal)
                ? VinCheck.Invalid
                : VinCheck.NotApplicable);
    }

    // "/VF1…" is a piece of a link.
    private static bool IsGlued(string text, int from, int to) => text[from..to] is "" or "/" or "." or "@" or "_";
}
