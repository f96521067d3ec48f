using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// A number as people write it of what is counted in thousands: <c>85 000</c>, <c>120.000</c>, <c>85,5k</c>,
/// <c>quatre-vingt-cinq mille</c>, <c>nine and a half thousand</c>, <c>une centaine de milliers</c>.
/// </summary>
/// <param name="Value">The number, at least 0, at most some 10¹⁵.</param>
/// <param name="Tokens">How many tokens it takes; 0 when none begins there.</param>
/// <param name="IsRough">Whether it is a round lot: <c>une dizaine</c>.</param>
/// <param name="IsShort">Whether its thousands are said by a letter or a word.</param>
internal readonly record struct WrittenNumber(decimal Value, int Tokens, bool IsRough, bool IsShort)
{
    private const int MostDigits = 9;
    private const int Thousand = 1_000;

    private static readonly FrozenSet<string> Currencies = FrozenSet.Create(StringComparer.Ordinal,
        "euro", "euros", "eur", "e", "balles", "quid", "pounds", "francs", "dollars", "chf", "gbp", "ttc", "ht");

    private static readonly Dictionary<string, int> Lots = new(StringComparer.Ordinal)
    {
        ["dizaine"] = 10,
        ["douzaine"] = 12,
        ["quinzaine"] = 15,
        ["vingtaine"] = 20,
        ["trentaine"] = 30,
        ["quarantaine"] = 40,
        ["cinquantaine"] = 50,
        ["soixantaine"] = 60,
        ["centaine"] = 100,
        ["millier"] = 1000,
        ["dozen"] = 12,
    };

    /// <summary>The tokens of a message, figures apart from the letters they are written together with.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    public static List<AddressToken> TokensOf(string text)
    {
        List<AddressToken> tokens = [];
        foreach (var token in AddressToken.In(text))
        {
            var start = 0;
            for (var i = 1; i <= token.Raw.Length; i++)
            {
                if (i < token.Raw.Length && char.IsAsciiDigit(token.Raw[i]) == char.IsAsciiDigit(token.Raw[i - 1]))
                    continue;
                var raw = token.Raw[start..i];
                tokens.Add(new AddressToken(
                    Word.Fold(raw), raw, token.Start + start, token.Start + i, start == 0 ? token.Before : Gap.Tight));
                start = i;
            }
        }

        return tokens;
    }

    /// <summary>Reads the number that begins at a token.</summary>
    /// <param name="text">The message.</param>
    /// <param name="tokens">Its tokens, by <see cref="TokensOf"/>.</param>
    /// <param name="at">Index of the first of them.</param>
    public static WrittenNumber Read(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        if (at >= tokens.Count)
            return default;
        var lot = LotAt(tokens, at);
        if (lot.Tokens > 0)
            return Times(tokens, at, lot);
        if (tokens[at].IsNumber)
            return Figures(text, tokens, at) is { Tokens: > 0 } figures ? Times(tokens, at, figures) : default;
        if (IsHalf(tokens, at) && TextAt(tokens, at + 2) is "million" or "thousand")
            return new WrittenNumber(TextAt(tokens, at + 2) == "million" ? 500_000 : 500, 3, false, true);
        // "A hundred", "a thousand": SpokenNumber begins with the word behind it.
        if (TextAt(tokens, at) is "a" && TextAt(tokens, at + 1) is "hundred" or "thousand" or "million")
            return TextAt(tokens, at + 1) == "hundred" && TextAt(tokens, at + 2) is "and"
                && SpokenNumber.Read(tokens, at + 3) is { Tokens: > 0 } more
                ? new WrittenNumber(
                    more.Number >= Thousand ? (100 * Thousand) + more.Number : 100 + more.Number, 3 + more.Tokens,
                    false, true)
                : Times(tokens, at, new WrittenNumber(TextAt(tokens, at + 1) == "hundred" ? 100 : 1,
                    TextAt(tokens, at + 1) == "hundred" ? 2 : 1, false, false));
        var (number, length) = SpokenNumber.Read(tokens, at);
        return length == 0 ? default : Times(tokens, at, new WrittenNumber(number, length, false, number >= Thousand));
    }

    /// <summary>Whether what stands from one token to another is a sum of money or a share: <c>85 000 €</c>,
    /// <c>£60k</c>, <c>85 mille euros</c>, <c>20 %</c>.</summary>
    public static bool IsAmount(string text, IReadOnlyList<AddressToken> tokens, int first, int last)
    {
        var behind = text.AsSpan(tokens[last].End).TrimStart();
        var before = text.AsSpan(0, tokens[first].Start).TrimEnd();
        return (!behind.IsEmpty && behind[0] is '€' or '£' or '$' or '%')
            || (!before.IsEmpty && before[^1] is '€' or '£' or '$')
            || Currencies.Contains(TextAt(tokens, last + 1));
    }

    /// <summary>The folded word at a place; empty where there is none.</summary>
    public static string TextAt(IReadOnlyList<AddressToken> tokens, int at) =>
        at >= 0 && at < tokens.Count ? tokens[at].Text : "";

    // "Une dizaine", "quelques dizaines" are said without an article too.
    private static WrittenNumber LotAt(IReadOnlyList<AddressToken> tokens, int at)
    {
        if (Lots.TryGetValue(TextAt(tokens, at), out var bare))
            return new WrittenNumber(bare, 1, true, false);
        return TextAt(tokens, at) is "une" or "un" or "a" && Lots.TryGetValue(TextAt(tokens, at + 1), out var lot)
            ? new WrittenNumber(lot, 2, true, false)
            : default;
    }

    // "85 000", "85.000", "62,500", "85'000" in groups; "85,5" with a part.
    private static WrittenNumber Figures(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        var digits = tokens[at].Text;
        var next = at + 1;
        if (digits.Length > MostDigits || (digits.Length > 1 && digits[0] == '0'))
            return default;
        var mark = '\0';
        if (digits.Length <= 3)
        {
            while (next < tokens.Count && digits.Length < MostDigits
                && tokens[next] is { IsNumber: true, Text.Length: 3 }
                && Between(text, tokens, next) is [' ' or '.' or ',' or '\'' or '’' or '\u00A0' or '\u202F'] found
                && (mark == '\0' || mark == found[0]))
            {
                mark = found[0];
                digits += tokens[next++].Text;
            }
        }

        var value = decimal.Parse(digits, CultureInfo.InvariantCulture);
        if (next < tokens.Count && tokens[next] is { IsNumber: true, Text.Length: 1 or 2 } part
            && Between(text, tokens, next) is "." or ",")
            return new WrittenNumber(
                value + decimal.Parse($"0.{part.Text}", CultureInfo.InvariantCulture), next + 1 - at, false, false);
        return new WrittenNumber(value, next - at, false, false);
    }

    // "85k", "98 thousand", "une centaine de milliers", "un million et demi".
    private static WrittenNumber Times(IReadOnlyList<AddressToken> tokens, int at, WrittenNumber number)
    {
        var next = at + number.Tokens;
        // "Nine and a half thousand", "deux et demi": the half belongs to what follows.
        var half = TextAt(tokens, next) == "and" && TextAt(tokens, next + 1) == "a"
            && TextAt(tokens, next + 2) == "half" && TextAt(tokens, next + 3) is "thousand" or "million" ? 3 : 0;
        var word = TextAt(tokens, next + half);
        var behindDe = TextAt(tokens, next) is "de" && number.IsRough ? TextAt(tokens, next + 1) : "";
        // What is counted in lakhs is no number of this part of the world, and no plain one either.
        if (word is "lakh" or "lakhs" or "lac" or "lacs" or "crore" or "crores")
            return default;
        var (factor, length) = (word, behindDe) switch
        {
            ("k" or "mille" or "thousand" or "mil", _) => (1_000, half + 1),
            ("million" or "millions", _) => (1_000_000, half + 1),
            (_, "mille" or "milliers" or "k") => (1_000, 2),
            (_, "millions") => (1_000_000, 2),
            _ => (1, 0),
        };
        if (length == 0)
            return number;
        var value = (number.Value + (half > 0 ? 0.5m : 0)) * factor;
        next += length;
        if (TextAt(tokens, next) is "et" && TextAt(tokens, next + 1) is "demi" or "demie")
            return new WrittenNumber(value + (factor / 2), next + 2 - at, number.IsRough, true);
        return new WrittenNumber(value, next - at, number.IsRough, true);
    }

    private static bool IsHalf(IReadOnlyList<AddressToken> tokens, int at) =>
        TextAt(tokens, at) == "half" && TextAt(tokens, at + 1) == "a";

    private static string Between(string text, IReadOnlyList<AddressToken> tokens, int at) =>
        text[tokens[at - 1].End..tokens[at].Start];
}
