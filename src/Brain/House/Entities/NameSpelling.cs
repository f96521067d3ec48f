using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// What a message says of the spelling of a name: letter by letter (<c>ça s'écrit L-E B-I-H-A-N</c>), or what is in it
/// (<c>Dupond avec un D à la fin</c>, <c>with two Ls</c>, <c>sans H</c>).
/// </summary>
internal static class NameSpelling
{
    // Of two names that are one misheard, a third of the letters may differ.
    private const int LettersForOne = 3;
    private const int MostTokens = 60;
    private const int LongestWord = 40;

    private static readonly FrozenSet<string> OfSpelling = FrozenSet.Create(StringComparer.Ordinal,
        "c", "est", "mon", "nom", "prenom", "ca", "s", "ecrit", "non", "oui", "pardon", "attention", "sorry", "it",
        "is", "my", "name", "spelt", "spelled", "and", "et", "mais", "but", "the", "il", "y", "a", "faut", "en", "fait",
        "actually", "oops", "oups", "merci", "svp", "please", "thanks", "just", "orthographe", "that", "with", "avec",
        "no", "yes", "juste", "se", "prend", "by", "way", "de", "famille", "last", "first", "surname", "le",
        "vous", "plait", "spell", "l", "has", "takes", "written", "there", "un", "au", "ma", "lettre",
        "letter", "precision");

    // Letters that are taken for each other, in the order in which they are looked for.
    private static readonly Dictionary<char, string> TakenFor = new()
    {
        ['D'] = "T",
        ['T'] = "D",
        ['Y'] = "I",
        ['I'] = "Y",
        ['C'] = "KSQ",
        ['K'] = "CQ",
        ['S'] = "ZCX",
        ['Z'] = "S",
        ['X'] = "SZ",
        ['G'] = "J",
        ['J'] = "G",
        ['V'] = "W",
        ['W'] = "V",
        ['F'] = "V",
        ['M'] = "N",
        ['N'] = "M",
        ['B'] = "P",
        ['Q'] = "CK",
        ['U'] = "W",
        ['O'] = "EA",
        ['A'] = "E",
    };

    /// <summary>The name as the message spells it.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="name">The name that was given before, as it was written.</param>
    /// <returns>The name, tidied; null where nothing is said of its spelling.</returns>
    public static string? Correct(string text, string name)
    {
        if (name.Length == 0)
            return null;
        foreach (var word in SpelledWord.Find(text))
        {
            if (!word.Text.Contains('@', StringComparison.Ordinal) && IsLike(word.Text, name))
                return Written(word.Text);
        }

        var tokens = WrittenNumber.TokensOf(text);
        if (tokens.Count > MostTokens)
            return null;
        if (Joined(tokens, name) is { } joined)
            return joined;
        // The name that is said again goes before the one that was taken down.
        var said = tokens.Find(token => token.Text.Length is > 2 and <= LongestWord && token.HasCapital
            && IsLike(token.Text, name));
        var corrected = said?.Raw ?? name;
        var isTold = false;
        var others = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (LetterChange.Read(tokens, at) is not { } change)
            {
                others += OfSpelling.Contains(tokens[at].Text) ? 0 : 1;
                continue;
            }

            if (change.Apply(corrected, TakenFor) is not { Length: > 1 } next)
                return null;
            (corrected, isTold) = (next, true);
            at += change.Tokens - 1;
        }

        // Where the name is not said again, and something else is, letters are of something else too.
        return isTold && (said is not null || others == 0) ? Recased(corrected) : null;
    }

    /// <summary>Whether one of two words may be the other misheard or mistyped.</summary>
    public static bool IsLike(string one, string other)
    {
        var (left, right) = (Bare(one), Bare(other));
        if (left.Length is 0 or > LongestWord || right.Length is 0 or > LongestWord)
            return false;
        return Distance(left, right) <= Math.Max(1, Math.Min(left.Length, right.Length) / LettersForOne);
    }

    /// <summary>A spelled name as it is written: <c>Le Bihan</c>, <c>Saint-Malo</c>, <c>O'Neil</c>.</summary>
    public static string Written(string spelled)
    {
        var written = new StringBuilder(spelled.Length);
        foreach (var letter in spelled)
        {
            // "McKay" is the one that everybody writes so.
            var opens = written.Length == 0 || !char.IsLetter(written[^1]) || written.ToString() is "Mc";
            written.Append(opens ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
        }

        return written.ToString();
    }

    // "En un mot", "tout attaché": of "Le Roy" Leroy is left.
    private static string? Joined(List<AddressToken> tokens, string name)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (SpelledMail.GluedAt(tokens, at) is > 0 and var glued && tokens.Where((_, place) =>
                    place < at || place >= at + glued).All(token => OfSpelling.Contains(token.Text)
                    || name.Split(' ', '-').Any(part => IsLike(part, token.Text))))
                return Written(name.Replace(" ", "", StringComparison.Ordinal)
                    .Replace("-", "", StringComparison.Ordinal));
        }

        return null;
    }

    // A letter that was put in capitals into a name in small letters.
    private static string Recased(string name) =>
        name.Any(char.IsLower) && name.Length > 1 ? name : Written(name);

    private static string Bare(string name) =>
        string.Concat(Word.Fold(name).Where(char.IsAsciiLetter));

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var best = Math.Min(
                    Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[^1];
    }
}
