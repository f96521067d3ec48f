using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Brain.House.Times;

/// <summary>Numbers as words, and the endings of those that say which: <c>vingt et un</c>,
/// <c>twenty-second</c>.</summary>
internal sealed class SpokenNumbers
{
    private readonly FrozenDictionary<string, int> _cardinals;
    private readonly FrozenDictionary<string, int> _ordinals;
    private readonly FrozenSet<string> _endings;

    private SpokenNumbers(string cardinals, string ordinals, string endings)
    {
        _cardinals = Table(cardinals);
        _ordinals = Table(ordinals);
        _endings = endings.Split(' ').ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>French.</summary>
    public static SpokenNumbers French { get; } = new(
        "zero 0 un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 "
        + "quatorze 14 quinze 15 seize 16 vingt 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 "
        + "mille 1000 catorze 14 quinz 15 ving 20 troi 3 set 7 quarente 40 dizaine 10 vingtaine 20",
        "premier 1 premiere 1 deuxieme 2 second 2 seconde 2 troisieme 3 quatrieme 4 cinquieme 5",
        "er ere e eme ieme nd nde");

    /// <summary>English.</summary>
    public static SpokenNumbers English { get; } = new(
        "oh 0 zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 "
        + "thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 "
        + "forty 40 fifty 50 couple 2 sixty 60 fourty 40",
        "first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12 "
        + "thirteenth 13 fourteenth 14 fifteenth 15 sixteenth 16 seventeenth 17 eighteenth 18 nineteenth 19 "
        + "twentieth 20 thirtieth 30 thrid 3 forth 4 nineth 9 twelth 12",
        "st nd rd th");

    /// <summary>Whether a piece behind figures makes them say which.</summary>
    public bool IsEnding(string piece) => _endings.Contains(piece);

    /// <summary>Reads the number that begins at a word.</summary>
    /// <param name="word">The word so many places further on; empty behind the last.</param>
    /// <returns>The number, whether it says which, and how many words it takes: 0 when none begins there.</returns>
    public (int Number, bool IsOrdinal, int Words) Read(Func<int, string> word)
    {
        if (word(0) == "deux" && word(1) is "mille" or "mil" && Small(word, 2) is { Words: > 0 } year)
            return (2000 + year.Number, false, 2 + year.Words);
        return Small(word, 0);
    }

    private (int Number, bool IsOrdinal, int Words) Small(Func<int, string> word, int at)
    {
        if (_ordinals.TryGetValue(word(at), out var ordinal))
            return (ordinal, true, 1);
        if (!_cardinals.TryGetValue(word(at), out var number))
            return (0, false, 0);
        if (number == 10 && word(at) == "dix" && _cardinals.TryGetValue(word(at + 1), out var unit)
            && unit is >= 7 and <= 9)
            return (number + unit, false, 2);
        if (number is < 20 or > 60)
            return (number, false, 1);
        var next = word(at + 1) is "et" && word(at + 2) is "un" or "une" or "unieme" ? at + 2 : at + 1;
        if (_cardinals.TryGetValue(word(next), out unit) && unit is > 0 and < 10)
            return (number + unit, false, next + 1 - at);
        return _ordinals.TryGetValue(word(next), out unit) && unit < 10
            ? (number + unit, true, next + 1 - at)
            : (number, false, 1);
    }

    private static FrozenDictionary<string, int> Table(string text) =>
        text.Split(' ').Chunk(2)
            .ToFrozenDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
}
