using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// Numbers written as words, in French and English, up to 99; and the digits of a number read out in pieces.
/// </summary>
internal static class NumberWords
{
    private static readonly FrozenDictionary<string, int> Units = Numbers("""
        zero 0 oh 0 un 1 une 1 one 1 deux 2 two 2 trois 3 three 3 quatre 4 four 4 cinq 5 five 5 six 6 sept 7 seven 7 huit 8 eight 8
        neuf 9 nine 9
        """);

    private static readonly FrozenDictionary<string, int> Teens = Numbers("""
        dix 10 ten 10 onze 11 eleven 11 douze 12 twelve 12 treize 13 thirteen 13 quatorze 14 fourteen 14 quinze 15 fifteen 15
        seize 16 sixteen 16 seventeen 17 eighteen 18 nineteen 19
        """);

    private static readonly FrozenDictionary<string, int> Tens = Numbers("""
        vingt 20 twenty 20 trente 30 thirty 30 quarante 40 forty 40 cinquante 50 fifty 50 soixante 60 sixty 60 septante 70 seventy 70
        eighty 80 huitante 80 octante 80 nonante 90 ninety 90
        """);

    private static readonly FrozenDictionary<string, int> Lots = Numbers(
        "paire 2 pair 2 couple 2 dizaine 10 douzaine 12 dozen 12");

    /// <summary>Reads the number that begins at a word.</summary>
    /// <param name="words">The message.</param>
    /// <param name="at">Index of the first word.</param>
    /// <returns>The number and how many words it takes; 0 words when none begins there.</returns>
    public static (int Number, int Words) Read(IReadOnlyList<Word> words, int at)
    {
        var word = Text(words, at);
        if (Lots.TryGetValue(word, out var lot))
            return (lot, 1);
        if (word is "demi" or "demie" or "half")
        {
            var dozen = Text(words, at + 1) == "a" ? at + 2 : at + 1;
            return Text(words, dozen) is "douzaine" or "dozen" ? (6, dozen + 1 - at) : (0, 0);
        }

        if (word == "quatre" && Text(words, at + 1) is "vingt" or "vingts")
            return Add(words, 80, at, 2, upTo: 19);
        if (Tens.TryGetValue(word, out var tens))
            return Add(words, tens, at, 1, upTo: tens == 60 ? 19 : 9);
        if (word == "dix" && Text(words, at + 1) is "sept" or "huit" or "neuf")
            return (10 + Units[Text(words, at + 1)], 2);
        if (Teens.TryGetValue(word, out var teen))
            return (teen, 1);
        return Units.TryGetValue(word, out var unit) ? (unit, 1) : (0, 0);
    }

    /// <summary>
    /// Reads digits spoken in pieces, as telephone numbers are: <c>zéro six douze</c>, <c>oh seven double five</c>.
    /// </summary>
    /// <returns>The digits and how many words they take.</returns>
    public static (string Digits, int Words) ReadDigits(IReadOnlyList<Word> words, int at)
    {
        var digits = "";
        var next = at;
        while (next < words.Count)
        {
            var repeat = Text(words, next) switch { "double" => 2, "triple" => 3, _ => 1 };
            var start = repeat > 1 ? next + 1 : next;
            if (Text(words, start).All(char.IsAsciiDigit) && Text(words, start).Length > 0)
            {
                digits += string.Concat(Enumerable.Repeat(Text(words, start), repeat));
                next = start + 1;
                continue;
            }

            var (number, length) = Text(words, start) is "un" or "une" or "a" ? (0, 0) : Read(words, start);
            if (Text(words, start) == "un")
                (number, length) = (1, 1);
            if (length == 0 || Lots.ContainsKey(Text(words, start)))
                break;
            digits += string.Concat(Enumerable.Repeat(number.ToString(CultureInfo.InvariantCulture), repeat));
            next = start + length;
        }

        return (digits, next - at);
    }

    // "trente-quatre", "vingt et un", "soixante-dix-huit": a ten, then what is added to it.
    private static (int Number, int Words) Add(IReadOnlyList<Word> words, int tens, int at, int used, int upTo)
    {
        var next = at + used + (Text(words, at + used) is "et" or "and" ? 1 : 0);
        if (upTo > 9 && Text(words, next) == "dix" && Text(words, next + 1) is "sept" or "huit" or "neuf")
            return (tens + 10 + Units[Text(words, next + 1)], next + 2 - at);
        if (upTo > 9 && Teens.TryGetValue(Text(words, next), out var teen))
            return (tens + teen, next + 1 - at);
        return Units.TryGetValue(Text(words, next), out var unit) && unit > 0
            ? (tens + unit, next + 1 - at)
            : (tens, used);
    }

    private static string Text(IReadOnlyList<Word> words, int at) => at < words.Count ? words[at].Text : "";

    private static FrozenDictionary<string, int> Numbers(string text)
    {
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Chunk(2)
            .ToFrozenDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
    }
}
