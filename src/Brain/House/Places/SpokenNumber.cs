using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Brain.House.Places;

/// <summary>House numbers and postcodes said in words, in French and English, as who dictates them says them.</summary>
internal static class SpokenNumber
{
    private static readonly FrozenDictionary<string, int> Small = Numbers("""
        zero 0 un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13
        quatorze 14 quinze 15 seize 16 one 1 two 2 three 3 four 4 five 5 seven 7 eight 8 nine 9 ten 10 eleven 11
        twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19
        """);

    private static readonly FrozenDictionary<string, int> Tens = Numbers("""
        vingt 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 huitante 80 octante 80 nonante 90 twenty
        20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90
        """);

    private static readonly FrozenSet<string> EnglishWords = """
        one two three four five seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen twenty thirty forty fifty sixty seventy eighty ninety
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Reads the number that begins at a token.</summary>
    /// <returns>The number and how many tokens it takes; 0 tokens when none begins there.</returns>
    public static (int Number, int Tokens) Read(IReadOnlyList<AddressToken> tokens, int at)
    {
        var (thousands, next) = Text(tokens, at) == "mille" ? (1, at) : Hundreds(tokens, at);
        if (Text(tokens, next) is not ("mille" or "thousand"))
            return (thousands, next - at);
        var (rest, end) = Hundreds(tokens, Text(tokens, next + 1) == "and" ? next + 2 : next + 1);
        return ((thousands * 1000) + rest, Math.Max(end, next + 1) - at);
    }

    /// <summary>
    /// Reads a postcode of five figures: <c>soixante-neuf mille sept</c>, <c>soixante-quinze zéro onze</c>.
    /// </summary>
    /// <returns>Its figures and how many tokens it takes; 0 tokens when none begins there.</returns>
    public static (string Digits, int Tokens) ReadPostcode(IReadOnlyList<AddressToken> tokens, int at)
    {
        var (number, length) = Read(tokens, at);
        if (number is >= 1_000 and < 100_000)
            return (number.ToString("00000", CultureInfo.InvariantCulture), length);
        var digits = "";
        var next = at;
        while (digits.Length < 5)
        {
            var (part, end) = BelowHundred(tokens, next);
            if (end == next)
                break;
            digits += part.ToString(CultureInfo.InvariantCulture);
            next = end;
        }

        return digits.Length == 5 ? (digits, next - at) : ("", 0);
    }

    /// <summary>Whether a number's word is English and not French too.</summary>
    public static bool IsEnglish(string word) =>
        EnglishWords.Contains(word);

    private static (int Number, int Next) Hundreds(IReadOnlyList<AddressToken> tokens, int at)
    {
        var (number, next) = Text(tokens, at) == "cent" ? (1, at) : BelowHundred(tokens, at);
        if (Text(tokens, next) is not ("cent" or "cents" or "hundred"))
            return (number, next);
        var (rest, end) = BelowHundred(tokens, Text(tokens, next + 1) == "and" ? next + 2 : next + 1);
        return ((number * 100) + rest, rest > 0 ? end : next + 1);
    }

    private static (int Number, int Next) BelowHundred(IReadOnlyList<AddressToken> tokens, int at)
    {
        var first = Text(tokens, at);
        if (first == "quatre" && Text(tokens, at + 1) is "vingt" or "vingts")
            return Added(tokens, 80, at + 2, 19);
        if (Tens.TryGetValue(first, out var tens))
        {
            var next = Text(tokens, at + 1) == "et" && Small.ContainsKey(Text(tokens, at + 2)) ? at + 2 : at + 1;
            return Added(tokens, tens, next, tens == 60 ? 19 : 9);
        }

        return first == "dix" ? Added(tokens, 10, at + 1, 9, least: 7)
            : Small.TryGetValue(first, out var small) ? (small, at + 1)
            : (0, at);
    }

    private static (int Number, int Next) Added(
        IReadOnlyList<AddressToken> tokens, int tens, int next, int most, int least = 1)
    {
        if (!Small.TryGetValue(Text(tokens, next), out var small) || small < least || small > most)
            return (tens, next - (Text(tokens, next - 1) == "et" ? 1 : 0));
        return small == 10 && Small.TryGetValue(Text(tokens, next + 1), out var more) && more is >= 7 and <= 9
            ? (tens + 10 + more, next + 2)
            : (tens + small, next + 1);
    }

    private static string Text(IReadOnlyList<AddressToken> tokens, int at) =>
        at < tokens.Count && at >= 0 ? tokens[at].Text : "";

    private static FrozenDictionary<string, int> Numbers(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Chunk(2)
            .ToFrozenDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
}
