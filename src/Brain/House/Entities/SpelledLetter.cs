using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Places;

namespace Gateway.Brain.House.Entities;

/// <summary>How a letter was said.</summary>
internal enum LetterKind
{
    /// <summary>As it stands in the alphabet.</summary>
    Bare,

    /// <summary>With more than itself: <c>B comme Bernard</c>, <c>double L</c>, <c>E accent aigu</c>.</summary>
    Told,

    /// <summary>By its word in the alphabet of the ICAO and NATO.</summary>
    CodeWord,

    /// <summary>A hyphen, an apostrophe, a blank.</summary>
    Mark,
}

/// <summary>A letter as people say it who spell: <c>B comme Bernard</c>, <c>N as in November</c>, <c>Sierra</c>,
/// <c>deux T</c>, <c>E accent grave</c>, <c>tiret</c>.</summary>
/// <param name="Text">One letter in capitals, or two of the same where it is doubled, or a mark.</param>
/// <param name="Tokens">How many tokens it takes; 0 when none begins there.</param>
/// <param name="Kind">How it was said.</param>
internal readonly record struct SpelledLetter(string Text, int Tokens, LetterKind Kind)
{
    // ICAO Annex 10, volume II, figure 5-1, and how people write it.
    private static readonly FrozenDictionary<string, string> CodeWords = Table("""
        alpha A alfa A bravo B charlie C delta D echo E foxtrot F golf G hotel H india I juliet J juliett J juliette J
        kilo K lima L mike M november N oscar O papa P quebec Q romeo R sierra S tango T uniform U victor V whiskey W
        whisky W xray X yankee Y zulu Z
        """);

    private static readonly FrozenDictionary<string, string> Named = Table("zed Z zede Z zee Z ixe X ygrec Y");

    private static readonly FrozenDictionary<string, string> Marks = Table(
        "tiret - dash - hyphen - apostrophe ' underscore _");

    private static readonly FrozenDictionary<string, char> Accents = new Dictionary<string, char>
    {
        ["aigu"] = '\u0301',
        ["grave"] = '\u0300',
        ["circonflexe"] = '\u0302',
        ["trema"] = '\u0308',
        ["cedille"] = '\u0327',
        ["umlaut"] = '\u0308',
        ["acute"] = '\u0301',
        ["circumflex"] = '\u0302',
        ["cedilla"] = '\u0327',
        ["tilde"] = '\u0303',
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the letter that begins at a token.</summary>
    /// <param name="tokens">Those of the message, by <see cref="WrittenNumber.TokensOf"/>.</param>
    /// <param name="at">Index of the first of them.</param>
    public static SpelledLetter Read(IReadOnlyList<AddressToken> tokens, int at)
    {
        var word = WrittenNumber.TextAt(tokens, at);
        if (word is "double" or "deux" or "two" or "2" or "triple")
            return Repeated(tokens, at);
        if (Marks.TryGetValue(word, out var mark))
            return new SpelledLetter(mark, 1, LetterKind.Mark);
        if (word == "trait" && WrittenNumber.TextAt(tokens, at + 2) == "union")
            return new SpelledLetter("-", 3, LetterKind.Mark);
        if (word is "espace" or "space")
            return new SpelledLetter(" ", 1, LetterKind.Mark);
        if (Named.TryGetValue(word, out var named))
            return new SpelledLetter(named, 1, LetterKind.Told);
        if (word == "x" && WrittenNumber.TextAt(tokens, at + 1) == "ray")
            return new SpelledLetter("X", 2, LetterKind.CodeWord);
        if (CodeWords.TryGetValue(word, out var code))
            return new SpelledLetter(code, 1, LetterKind.CodeWord);
        if (word.Length != 1 || !char.IsLetter(word[0]))
            return default;
        if (word == "i" && WrittenNumber.TextAt(tokens, at + 1) is "grec" or "grecque")
            return new SpelledLetter("Y", 2, LetterKind.Told);
        return Explained(tokens, at, tokens[at].Raw.ToUpperInvariant());
    }

    /// <summary>The accent that a word stands for, as a combining mark; null when it stands for none.</summary>
    public static char? AccentOf(string word) => Accents.TryGetValue(word, out var accent) ? accent : null;

    // "Double L", "deux T", "two Ls", "two L's"; "double V" is a letter of its own.
    private static SpelledLetter Repeated(IReadOnlyList<AddressToken> tokens, int at)
    {
        var isDouble = tokens[at].Text == "double";
        var next = WrittenNumber.TextAt(tokens, at + 1) is "fois" or "times" ? at + 2 : at + 1;
        var word = WrittenNumber.TextAt(tokens, next);
        if (isDouble && word is "v" or "u" or "you" or "ve")
            return new SpelledLetter("W", next + 1 - at, LetterKind.Told);
        var isPlural = word.Length == 2 && word[1] == 's' && tokens[next].Raw[1] == 's';
        if ((word.Length != 1 && !isPlural) || !char.IsLetter(word[0]) || tokens[next].Before != Gap.Space)
            return default;
        var end = next + 1;
        if (!isPlural && WrittenNumber.TextAt(tokens, end) == "s" && tokens[end].Before == Gap.Tight)
            end++;
        return new SpelledLetter(
            new string(char.ToUpperInvariant(word[0]), tokens[at].Text == "triple" ? 3 : 2), end - at,
            LetterKind.Told);
    }

    private static SpelledLetter Explained(IReadOnlyList<AddressToken> tokens, int at, string letter)
    {
        var next = at + 1;
        var isTold = false;
        // "B comme Bernard": the word has to begin with the letter.
        var word = WrittenNumber.TextAt(tokens, next) switch
        {
            "comme" or "for" or "like" => next + 1,
            "as" => WrittenNumber.TextAt(tokens, next + 1) == "in" ? next + 2 : next + 1,
            _ => 0,
        };
        if (word > 0 && WrittenNumber.TextAt(tokens, word) is { Length: > 1 } said && said[0] == tokens[at].Text[0])
            (next, isTold) = (word + 1, true);
        var accent = WrittenNumber.TextAt(tokens, next) is "accent" or "with" ? next + 1 : next;
        if (AccentOf(WrittenNumber.TextAt(tokens, accent)) is { } mark)
        {
            letter = $"{letter[0]}{mark}".Normalize(NormalizationForm.FormC);
            (next, isTold) = (accent + 1, true);
        }

        return new SpelledLetter(letter, next - at, isTold ? LetterKind.Told : LetterKind.Bare);
    }

    private static FrozenDictionary<string, string> Table(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2)
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
