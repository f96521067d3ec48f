using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>What is said of a letter of a name that was given: <c>avec deux T</c>, <c>sans P</c>, <c>with a Y</c>,
/// <c>un D à la fin</c>, <c>C et pas K</c>.</summary>
/// <param name="Letters">The letters, in capitals; an accent alone is its combining mark.</param>
/// <param name="Kind">What they do.</param>
/// <param name="Place">Where in the name.</param>
/// <param name="Not">The letter that is not meant; null when none is told.</param>
/// <param name="Tokens">How many tokens it takes.</param>
internal sealed record LetterChange(
    string Letters, LetterChange.ChangeKind Kind, LetterChange.ChangePlace Place, char? Not, int Tokens)
{
    private const int MostLetters = 3;

    // What has letters besides names.
    private static readonly FrozenSet<string> BeforeOtherLetters = FrozenSet.Create(StringComparer.Ordinal,
        "flat", "bat", "batiment", "bloc", "block", "building", "bldg", "appt", "apt", "appart", "appartement",
        "apartment", "porte", "door", "escalier", "esc", "hall", "entree", "entrance", "unit", "suite", "lot", "etage",
        "floor", "room", "chambre", "taille", "size", "plan", "zone", "classe", "class", "quai", "gate", "section");

    private static readonly SearchValues<char> OtherVowels = SearchValues.Create("iouaIOUA");

    /// <summary>What letters do.</summary>
    internal enum ChangeKind
    {
        /// <summary>They are in it.</summary>
        Has,

        /// <summary>It stands there twice.</summary>
        Doubles,

        /// <summary>It stands there once, not twice.</summary>
        Single,

        /// <summary>They are not in it.</summary>
        Lacks,
    }

    /// <summary>Where they stand.</summary>
    internal enum ChangePlace
    {
        /// <summary>Nobody says.</summary>
        Anywhere,

        /// <summary>First.</summary>
        Beginning,

        /// <summary>Last.</summary>
        End,
    }

    /// <summary>Reads what is said from a token on; null when nothing is.</summary>
    public static LetterChange? Read(IReadOnlyList<AddressToken> tokens, int at)
    {
        var word = tokens[at].Text;
        var isLead = word is "avec" or "with" or "prend" or "has" or "takes" or "got";
        // "Flat C at the end" is no letter of a name, and "2 L" are two of a size.
        if ((at > 0 && BeforeOtherLetters.Contains(tokens[at - 1].Text)) || (!isLead && tokens[at].IsNumber))
            return null;
        if (word is "sans" or "without"
            || (word is "pas" or "no" && WrittenNumber.TextAt(tokens, at + 1) is "de" or "d"))
            return Lacking(tokens, at, word == "pas" ? at + 2 : at + 1);
        var next = isLead ? at + 1 : at;
        if (SpelledLetter.Read(tokens, next) is { Kind: LetterKind.Told, Text.Length: 2 } twice
            && twice.Text[0] == twice.Text[1])
            return Ending(tokens, at, twice.Text[..1], ChangeKind.Doubles, next + twice.Tokens);
        if (Single(tokens, next) is { } single)
            return Ending(tokens, at, single.Letter, ChangeKind.Single, single.Next);
        if (Accent(tokens, next) is { } accent && (isLead || accent.Next > next + 1))
            return Ending(tokens, at, accent.Mark.ToString(), ChangeKind.Has, accent.Next);
        if (WrittenNumber.TextAt(tokens, next) is "un" or "une" or "a" or "an" or "le" or "the" or "1")
            next++;
        var letters = "";
        while (letters.Length < MostLetters && LetterAt(tokens, next) is { } letter
            && (letters.Length == 0 || (tokens[next].Before is Gap.Space or Gap.Tight
                && WrittenNumber.TextAt(tokens, next + 1) is not ("la" or "l")
                && char.IsUpper(tokens[next].Raw[0]) == char.IsUpper(tokens[next - 1].Raw[0]))))
        {
            letters += letter;
            next++;
        }

        // The E of "E27" is no letter of a name.
        if (letters.Length == 0 || (next < tokens.Count && tokens[next].Before == Gap.Tight && tokens[next].IsNumber))
            return null;
        var read = Ending(tokens, at, letters, ChangeKind.Has, next);
        // "Un t à la fin" tells where, "C pas K" tells of which; a letter alone tells nothing.
        return isLead || read.Place != ChangePlace.Anywhere || (read.Not is { } not && !AreSizes(letters, not))
            ? read
            : null;
    }

    /// <summary>The name with that change.</summary>
    /// <param name="name">As it is written.</param>
    /// <param name="takenFor">Which letters a letter is taken for.</param>
    /// <returns>The same name where it has it already; null where it is not to be seen what is meant.</returns>
    public string? Apply(string name, IReadOnlyDictionary<char, string> takenFor) => Kind switch
    {
        ChangeKind.Doubles => Doubled(name),
        ChangeKind.Single => name.Replace(
            $"{Small}{Small}", Small.ToString(), StringComparison.OrdinalIgnoreCase),
        ChangeKind.Lacks => Without(name),
        _ when CharUnicodeInfo.GetUnicodeCategory(Letters[0]) == UnicodeCategory.NonSpacingMark => Accented(name),
        _ => With(name, takenFor),
    };

    private char Small => char.ToLowerInvariant(Letters[0]);

    private static LetterChange? Lacking(IReadOnlyList<AddressToken> tokens, int at, int next)
    {
        if (WrittenNumber.TextAt(tokens, next) is "un" or "le" or "a" or "an" or "the" or "l" && next + 1 < tokens.Count
            && LetterAt(tokens, next + 1) is not null)
            next++;
        return LetterAt(tokens, next) is { } letter
            ? Ending(tokens, at, letter.ToString(), ChangeKind.Lacks, next + 1)
            : null;
    }

    private static (string Letter, int Next)? Single(IReadOnlyList<AddressToken> tokens, int at)
    {
        var (first, second) = (WrittenNumber.TextAt(tokens, at), WrittenNumber.TextAt(tokens, at + 1));
        var next = (first, second) switch
        {
            ("un" or "1" or "qu" or "only" or "just", "seul" or "un" or "one" or "1" or "a") => at + 2,
            ("single" or "one", _) => at + 1,
            ("a", "single") => at + 2,
            _ => 0,
        };
        return next > 0 && LetterAt(tokens, next) is { } letter ? (letter.ToString(), next + 1) : null;
    }

    // "Un accent grave", "avec un tréma sur le i", "an acute accent".
    private static (char Mark, int Next)? Accent(IReadOnlyList<AddressToken> tokens, int at)
    {
        var next = WrittenNumber.TextAt(tokens, at) is "un" or "une" or "an" or "a" or "l" ? at + 1 : at;
        var isNamed = WrittenNumber.TextAt(tokens, next) == "accent";
        return SpelledLetter.AccentOf(WrittenNumber.TextAt(tokens, isNamed ? next + 1 : next)) is { } mark
            ? (mark, isNamed || WrittenNumber.TextAt(tokens, next + 1) == "accent" ? next + 2 : next + 1)
            : null;
    }

    private static LetterChange Ending(
        IReadOnlyList<AddressToken> tokens, int at, string letters, ChangeKind kind, int next)
    {
        var place = ChangePlace.Anywhere;
        var (first, second, third) = (WrittenNumber.TextAt(tokens, next), WrittenNumber.TextAt(tokens, next + 1),
            WrittenNumber.TextAt(tokens, next + 2));
        if ((first, second, third) is ("a" or "en", "la" or "fin" or "l", "fin") or ("a", "la", "fin")
            or ("at" or "on" or "in", "the", "end"))
            (place, next) = (ChangePlace.End, next + 3);
        else if ((first, second) is ("en", "fin" or "dernier"))
            (place, next) = (ChangePlace.End, next + 2);
        else if ((first, second) is ("au", "debut") or ("en", "premier"))
            (place, next) = (ChangePlace.Beginning, next + 2);
        else if ((first, second, third) is ("at" or "in", "the", "beginning" or "start"))
            (place, next) = (ChangePlace.Beginning, next + 3);
        char? not = null;
        var behind = next;
        if (WrittenNumber.TextAt(tokens, behind) is "et" or "and" or "rather" or "plutot")
            behind++;
        if (WrittenNumber.TextAt(tokens, behind) is "pas" or "not" or "non" or "instead" or "than" or "que")
        {
            behind++;
            if (WrittenNumber.TextAt(tokens, behind) is "pas" or "of" or "avec" or "with")
                behind++;
            if (WrittenNumber.TextAt(tokens, behind) is "un" or "une" or "a" or "an" or "le" or "the"
                && LetterAt(tokens, behind + 1) is not null)
                behind++;
            if (LetterAt(tokens, behind) is { } other)
                (not, next) = (other, behind + 1);
        }

        return new LetterChange(letters, kind, place, not, next - at);
    }

    private static char? LetterAt(IReadOnlyList<AddressToken> tokens, int at) =>
        at < tokens.Count && tokens[at].Raw is [var letter] && char.IsLetter(letter) && !IsGlued(tokens, at)
            ? char.ToUpperInvariant(letter)
            : null;

    // "L, pas M" is of a garment.
    private static bool AreSizes(string letters, char not) => letters is "S" or "M" or "L" && not is 'S' or 'M' or 'L';

    // The T of "t-shirt" and the L of "l'emballage".
    private static bool IsGlued(IReadOnlyList<AddressToken> tokens, int at) =>
        at + 1 < tokens.Count && tokens[at + 1].Before == Gap.Tight && tokens[at + 1].Text != "s";

    private string? Doubled(string name)
    {
        if (name.Contains($"{Small}{Small}", StringComparison.OrdinalIgnoreCase))
            return name;
        var at = Place == ChangePlace.Beginning ? name.IndexOf(Small, StringComparison.OrdinalIgnoreCase)
            : name.LastIndexOf(Small.ToString(), StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : name.Insert(at + 1, Small.ToString());
    }

    private string Without(string name)
    {
        var at = Place == ChangePlace.Beginning ? name.IndexOf(Small, StringComparison.OrdinalIgnoreCase)
            : name.LastIndexOf(Small.ToString(), StringComparison.OrdinalIgnoreCase);
        return at < 0 ? name : name.Remove(at, 1);
    }

    private string? With(string name, IReadOnlyDictionary<char, string> takenFor)
    {
        var letters = Letters.ToLowerInvariant();
        if (Place == ChangePlace.End)
        {
            if (name.EndsWith(letters, StringComparison.OrdinalIgnoreCase))
                return name;
            return IsTaken(name[^1], takenFor) ? name[..^1] + letters : name + letters;
        }

        if (Place == ChangePlace.Beginning)
            return name.StartsWith(letters, StringComparison.OrdinalIgnoreCase) ? name
                : IsTaken(name[0], takenFor) ? Letters + name[1..]
                : Letters + char.ToLowerInvariant(name[0]) + name[1..];
        if (Not is { } wrong)
            return name.LastIndexOf(wrong.ToString(), StringComparison.OrdinalIgnoreCase) is >= 0 and var place
                ? Put(name, place)
                : name.Contains(letters, StringComparison.OrdinalIgnoreCase) ? name : null;
        if (name.Contains(letters, StringComparison.OrdinalIgnoreCase))
            return name;
        if (letters == "ie" && name.EndsWith('y'))
            return name[..^1] + letters;
        foreach (var other in letters.Length == 1 ? takenFor.GetValueOrDefault(Letters[0], "") : "")
        {
            if (name.LastIndexOf(other.ToString(), StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                return Put(name, at);
        }

        return Inserted(name, letters);
    }

    private bool IsTaken(char letter, IReadOnlyDictionary<char, string> takenFor) =>
        char.ToUpperInvariant(letter) == Not
        || takenFor.GetValueOrDefault(Letters[^1], "")
            .Contains(char.ToUpperInvariant(letter), StringComparison.Ordinal);

    private string Put(string name, int at) =>
        name[..at] + (char.IsUpper(name[at]) ? Letters : Letters.ToLowerInvariant()) + name[(at + 1)..];

    // Letters that are not heard: the P of Thompson, the B of Lefebvre, the H of Mathieu.
    private static string? Inserted(string name, string letters)
    {
        var folded = Word.Fold(name);
        var at = letters switch
        {
            "p" when folded.IndexOf('m', StringComparison.Ordinal) is > 0 and var m && m + 1 < folded.Length
                && folded[m + 1] is 's' or 't' => m + 1,
            "b" when folded.IndexOf('v', StringComparison.Ordinal) is > 0 and var v => v,
            "h" when folded.AsSpan(1).IndexOfAny('t', 'c') is >= 0 and var t => t + 2,
            "h" when folded[^1] is 'a' or 'o' => name.Length,
            "e" or "s" or "t" or "x" or "d" or "z" => name.Length,
            _ => -1,
        };
        return at < 0 || folded.Length != name.Length ? null : name.Insert(at, letters);
    }

    // Which of several E has the accent: before a consonant and a silent E the grave one, and the only one else.
    private string? Accented(string name)
    {
        const string vowels = "aeiouy";
        var letters = Letters[0] == '\u0327' ? "c" : "e";
        var at = -1;
        for (var i = 0; i < name.Length; i++)
        {
            if (!letters.Contains(Word.Fold(name[i].ToString()), StringComparison.Ordinal))
                continue;
            var isLast = i == name.Length - 1;
            var isBeforeSilent = name.EndsWith('e') && !isLast
                && !name[(i + 1)..^1].Any(letter => vowels.Contains(letter, StringComparison.Ordinal));
            if (at < 0 || (Letters[0] == '\u0300' && isBeforeSilent) || (Place == ChangePlace.End && isLast))
                at = i;
        }

        if (at < 0 && letters == "e")
            at = name.AsSpan().IndexOfAny(OtherVowels);
        return at < 0 ? null
            : name[..at] + $"{name[at]}{Letters[0]}".Normalize(NormalizationForm.FormC) + name[(at + 1)..];
    }
}
