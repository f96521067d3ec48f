using System.Buffers;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>
/// Reads numbers written as words beyond a hundred, "deux cent trente", "one thousand two hundred", and Roman ones.
/// </summary>
internal static class SpokenNumber
{
    private const int MostRoman = 3_999;

    private static readonly SearchValues<char> Numerals = SearchValues.Create("IVXLCDM");

    /// <summary>Reads the number that begins at a word.</summary>
    /// <param name="words">The words.</param>
    /// <param name="at">Index of the first.</param>
    /// <param name="text">What they are the words of: Roman numerals are capitals.</param>
    /// <returns>The number, and how many words it takes; 0 words when none begins there.</returns>
    public static (decimal Value, int Words) Read(IReadOnlyList<Word> words, int at, string text)
    {
        if (Roman(text.AsSpan(words[at].Start, words[at].End - words[at].Start)) is > 0 and var roman)
            return (roman, 1);
        var (total, group, next) = (0m, 0m, at);
        for (var began = false; next < words.Count;)
        {
            var word = words[next].Text;
            // "A hundred", and "cent" and "mille" without a number before them; "pour cent" is none.
            if (IsHundred(word) && (began || (word != "cents" && !IsOfPerCent(words, at))))
                (group, next, began) = ((group == 0 ? 1 : group) * 100, next + 1, true);
            else if (word is "mille" or "thousand" || (began && word is "million" or "millions"))
                (total, group, next, began) = ((total + (group == 0 ? 1 : group)) * ScaleOf(word), 0, next + 1, true);
            else if (began && word is "and" or "et" && IsNumber(words, next + 1))
                next++;
            else if (NumberWords.Read(words, next) is { Words: > 0 } read && (!began || group % 100 == 0))
                (group, next, began) = (group + read.Number, next + read.Words, true);
            else
                break;
        }

        return (total + group, next - at);
    }

    private static bool IsHundred(string word) => word is "cent" or "cents" or "hundred";

    private static bool IsOfPerCent(IReadOnlyList<Word> words, int at) =>
        at > 0 && words[at - 1].Text is "pour" or "per";

    private static decimal ScaleOf(string word) => word is "mille" or "thousand" ? 1_000 : 1_000_000;

    private static bool IsNumber(IReadOnlyList<Word> words, int at) =>
        at < words.Count && NumberWords.Read(words, at).Words > 0;

    // One that is no word: "I", "MIX" and "CV" are.
    private static int Roman(ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || word.ContainsAnyExcept(Numerals) || word is "MIX" or "CV" or "CD" or "DVD" or "MM")
            return 0;
        var total = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var value = ValueOf(word[i]);
            total += i + 1 < word.Length && value < ValueOf(word[i + 1]) ? -value : value;
        }

        return total is > 0 and <= MostRoman ? total : 0;
    }

    private static int ValueOf(char letter) => letter switch
    {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        'D' => 500,
        _ => 1000,
    };
}
