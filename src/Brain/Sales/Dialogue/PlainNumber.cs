using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>
/// Whole numbers as people write them of a firm: <c>1 400</c>, <c>3,400</c>, <c>deux cent dix</c>,
/// <c>a hundred and forty</c>, <c>une trentaine</c>.
/// </summary>
internal static class PlainNumber
{
    private const int Hundred = 100;
    private const int Thousand = 1_000;
    private const int DigitsOfGroup = 3;
    private const int MostDigits = 7;

    private const int MostBeforeLot = 2;

    private static readonly FrozenSet<string> BeforeLot = FrozenSet.Create(
        StringComparer.Ordinal, "une", "a", "petite", "grosse", "bonne", "good");

    private static readonly FrozenDictionary<string, int> Lots = new Dictionary<string, int>
    {
        ["dizaine"] = 10,
        ["douzaine"] = 12,
        ["dozen"] = 12,
        ["quinzaine"] = 15,
        ["vingtaine"] = 20,
        ["trentaine"] = 30,
        ["quarantaine"] = 40,
        ["cinquantaine"] = 50,
        ["soixantaine"] = 60,
        ["centaine"] = 100,
        ["score"] = 20,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads the number that begins at a word.</summary>
    /// <param name="text">The message.</param>
    /// <param name="words">Its words.</param>
    /// <param name="at">Index of the first.</param>
    /// <returns>The number and how many words it takes; 0 words when none begins there, or a part of one.</returns>
    public static (long Number, int Words) At(string text, IReadOnlyList<Word> words, int at)
    {
        if (char.IsAsciiDigit(words[at].Text[0]))
            return InDigits(text, words, at);
        var lot = at;
        while (lot + 1 < words.Count && lot - at < MostBeforeLot && BeforeLot.Contains(words[lot].Text))
            lot++;
        if (lot < words.Count && Lots.TryGetValue(words[lot].Text, out var round))
            return (round, lot + 1 - at);
        return InWords(words, at);
    }

    private static (long Number, int Words) InDigits(string text, IReadOnlyList<Word> words, int at)
    {
        // "60ish", "4*", "24/7", "3x8", "v2", "12.5": what is written together with more is no count.
        var digits = new string([.. words[at].Text.TakeWhile(char.IsAsciiDigit)]);
        var rest = words[at].Text[digits.Length..];
        if (digits.Length > MostDigits || rest is not ("" or "ish" or "odd" or "p" or "k" or "pers")
            || !IsWhole(text, words[at].Start - 1, words[at].End))
            return (0, 0);
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        var length = 1;
        while (rest.Length == 0 && digits.Length <= DigitsOfGroup && at + length < words.Count
            && words[at + length].Text is { Length: DigitsOfGroup } group && group.All(char.IsAsciiDigit)
            && words[at + length].Start - words[at + length - 1].End == 1
            && text[words[at + length - 1].End] is ' ' or ',' or '.' or '\u00A0' or '\u202F' or '\'')
        {
            number = number * Thousand + long.Parse(group, CultureInfo.InvariantCulture);
            length++;
        }

        return number == 0 ? (0, 0) : (rest == "k" ? number * Thousand : number, length);
    }

    private static bool IsWhole(string text, int before, int behind) =>
        !(before >= 0 && text[before] is '/' or ':' or '+' or '€' or '£' or '$' or '.' or '-' or '_' or '@'
            && (text[before] is not ('.' or '-' or '/') || (before > 0 && char.IsAsciiDigit(text[before - 1]))))
        && !(behind < text.Length && (text[behind] is '%' or '€' or '£' or '$' or '*' or '@'
            || (text[behind] is '/' or ':' or '.' or ',' && behind + 1 < text.Length
                && char.IsAsciiDigit(text[behind + 1])
                && !(text[behind] is ',' or '.' && IsGroup(text, behind + 1)))
            || (text[behind] == ' ' && behind + 1 < text.Length && text[behind + 1] is '%' or '€' or '£' or '$')));

    private static bool IsGroup(string text, int at) =>
        at + DigitsOfGroup <= text.Length && text.AsSpan(at, DigitsOfGroup).IndexOfAnyExceptInRange('0', '9') < 0
        && (at + DigitsOfGroup == text.Length || !char.IsAsciiDigit(text[at + DigitsOfGroup]));

    private static (long Number, int Words) InWords(IReadOnlyList<Word> words, int at)
    {
        var (number, length) = words[at].Text is "a" or "cent" or "mille"
            ? (1L, words[at].Text == "a" ? 1 : 0)
            : Small(words, at);
        if (length == 0 && words[at].Text is not ("cent" or "mille"))
            return (0, 0);
        var next = at + length;
        var isRound = false;
        foreach (var (size, names) in Sizes)
        {
            if (next < words.Count && Array.IndexOf(names, words[next].Text) >= 0)
            {
                isRound = true;
                number *= size;
                next++;
                var and = next < words.Count && words[next].Text is "and" or "et" ? next + 1 : next;
                if (and < words.Count && Small(words, and) is (var more, > 0 and var used))
                {
                    if (and + used < words.Count && size == Thousand && words[and + used].Text is "cents" or "cent"
                        or "hundred")
                        (more, used) = (more * Hundred, used + 1);
                    number += more;
                    next = and + used;
                }

                break;
            }
        }

        return words[at].Text == "a" && !isRound ? (0, 0) : (number, next - at);
    }

    private static readonly (int Size, string[] Names)[] Sizes =
        [(Thousand, ["mille", "thousand"]), (Hundred, ["cent", "cents", "hundred", "hundreds"])];

    private static (long Number, int Words) Small(IReadOnlyList<Word> words, int at) =>
        NumberWords.Read(words, at) is (var number, > 0 and var length) ? (number, length) : (0, 0);
}
