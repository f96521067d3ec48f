using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>
/// Whom a message is from, as its form tells: the name that stands before an e-mail address, the last line of what is
/// written like a letter, and the address itself.
/// </summary>
internal static partial class SignedName
{
    private const int MostWords = 4;
    private const int LastLines = 4;

    /// <summary>The name before the address, or below the letter; null where there is none.</summary>
    public static PersonName? In(string text)
    {
        if (Address().Match(text) is { Success: true } address
            && NameIn(text[..address.Index], leastWords: 2) is { } before)
            return before;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length < 2
            ? null
            : lines.Skip(1).TakeLast(LastLines).Reverse()
                .Select(line => IsCapitalised(line) ? NameIn(line, leastWords: 1) : null)
                .FirstOrDefault(name => name is not null);
    }

    /// <summary>What an e-mail address says of its owner's name: "claire.thibaudeau@", "joan@".</summary>
    /// <param name="address">The address.</param>
    /// <returns>Null halves where it does not say them.</returns>
    public static PersonName InAddress(string address)
    {
        var parts = address.Split('@')[0].Split('.', '_', '-');
        if (!Array.TrueForAll(parts, part => part.Length > 0 && part.All(char.IsLetter)))
            return new PersonName(null, null);
        return parts switch
        {
            [var first] when FirstNames.Contains(first) => new PersonName(null, PersonName.Tidy([first])),
            [var first, { Length: > 1 } last] when FirstNames.Contains(first) =>
                new PersonName(PersonName.Tidy([last]), PersonName.Tidy([first])),
            [{ Length: 1 }, { Length: > 2 } last] => new PersonName(PersonName.Tidy([last]), null),
            _ => new PersonName(null, null),
        };
    }

    // One word is a name only where it is known as one.
    private static PersonName? NameIn(string piece, int leastWords)
    {
        var words = LastSentence(piece.Trim(' ', ',', ';', ':', '/', '-', '–', '—', '.', '(', '|', '\n'))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd('.')).ToArray();
        return words.Length >= leastWords && words.Length <= MostWords
            && Array.TrueForAll(words, word => NameWord().IsMatch(word)) && PersonName.CanBe(words)
            && (words.Length > 1 || FirstNames.Contains(words[0]))
                ? WithoutInitial(PersonName.Of(words, asked: null))
                : null;
    }

    // "Soit. C. Maurin": a point behind one letter ends no sentence.
    private static string LastSentence(string piece)
    {
        for (var at = piece.Length - 1; at > 1; at--)
        {
            if (piece[at] is '\n' or '!' or '?' or ':' or ';' || (piece[at] == '.' && char.IsLetter(piece[at - 2])))
                return piece[(at + 1)..].TrimStart();
        }

        return piece;
    }

    private static PersonName WithoutInitial(PersonName name) =>
        name.FirstName is { } first && first.TrimEnd('.').Length == 1 ? name with { FirstName = null } : name;

    private static bool IsCapitalised(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => char.IsUpper(word[0]));

    [GeneratedRegex(@"[\p{L}0-9._%+\-]{1,64}@", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\p{L}[\p{L}'’\-]*\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex NameWord();
}
