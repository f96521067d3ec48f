using System.Globalization;
using System.Text;

namespace Gateway.Brain.Reception;

/// <summary>
/// Letters by telephone keys: the key a letter stands on (ITU-T E.161), then its place there; <c>21</c> is A, <c>74</c>
/// S, <c>94</c> Z. A star parts words, and the groups of a plate.
/// </summary>
internal static class KeyedLetters
{
    private const int LettersInFront = 4;
    private const int FiguresInPlate = 3;

    // Two letters, three figures, two letters: the form of French plates since 2009.
    private const int PlateOfToday = LettersInFront + FiguresInPlate + LettersInFront;

    private static readonly string[] OnKeys =
        ["", "", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];

    /// <summary>The plate that was keyed, its groups parted by blanks; null where it is none.</summary>
    /// <param name="keys">
    /// Eleven keys for the French form of today (<c>21 22 123 23 31</c> is AB 123 CD); with stars between the groups
    /// any other, whose groups are figures and letters by turns.
    /// </param>
    public static string? Plate(string keys)
    {
        if (keys.Length == PlateOfToday && keys.All(char.IsAsciiDigit))
        {
            return Letters(keys[..LettersInFront]) is { } front
                && Letters(keys[(LettersInFront + FiguresInPlate)..]) is { } back
                ? $"{front} {keys.Substring(LettersInFront, FiguresInPlate)} {back}"
                : null;
        }

        var groups = keys.Split('*', StringSplitOptions.RemoveEmptyEntries);
        if (groups.Length < 2 || !groups.All(group => group.All(char.IsAsciiDigit)))
            return null;
        // Of the two ways to alternate the one in which every group can be read, figures first: plates of before 2009.
        return Alternating(groups, beginsWithFigures: true) ?? Alternating(groups, beginsWithFigures: false);
    }

    /// <summary>The words that were keyed, each with a capital; null where a pair of keys is no letter.</summary>
    public static string? Words(string keys)
    {
        var words = keys.Split('*', StringSplitOptions.RemoveEmptyEntries).Select(Letters).ToList();
        return words.Count == 0 || words.Contains(null)
            ? null
            : string.Join(' ', words.Select(word => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(
                word!.ToLowerInvariant())));
    }

    private static string? Alternating(string[] groups, bool beginsWithFigures)
    {
        var read = groups.Select((group, index) => index % 2 == 0 == beginsWithFigures ? group : Letters(group));
        return read.Contains(null) ? null : string.Join(' ', read);
    }

    private static string? Letters(string keys)
    {
        if (keys.Length == 0 || keys.Length % 2 != 0)
            return null;
        var letters = new StringBuilder(keys.Length / 2);
        for (var at = 0; at < keys.Length; at += 2)
        {
            if (!char.IsAsciiDigit(keys[at]) || !char.IsAsciiDigit(keys[at + 1]))
                return null;
            var (on, place) = (OnKeys[keys[at] - '0'], keys[at + 1] - '1');
            if (place < 0 || place >= on.Length)
                return null;
            letters.Append(on[place]);
        }

        return letters.ToString();
    }
}
