using System.Globalization;
using System.Text;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Digits said one after the other, in whatever groups.</summary>
internal static class DigitRun
{
    private static readonly string[] Between =
        ["et", "puis", "ensuite", "euh", "heu", "alors", "and", "then", "uh", "um"];

    /// <summary>Reads one number, figures or words, of a language.</summary>
    /// <returns>Its digits, zeros at the beginning and all, and how many words it takes; 0 when none begins
    /// there.</returns>
    public static (string Digits, int Words) One(HeardWords words, int at, string locale, NumberReading how)
    {
        if (words[at].IsDigits)
            return (words[at].Text, 1);
        var (value, length) = locale == "fr"
            ? FrenchNumbers.Read(words, at, how)
            : EnglishNumbers.Read(words, at, how);
        return length == 0 ? ("", 0) : (value.ToString(CultureInfo.InvariantCulture), length);
    }

    /// <summary>
    /// Reads all that follow each other: <c>zéro six double deux</c>, <c>oh seven seven hundred</c>,
    /// <c>plus trente-trois</c>.
    /// </summary>
    /// <param name="words">The transcript.</param>
    /// <param name="at">Where they begin.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    /// <param name="how">How freely words are put together.</param>
    /// <returns>The digits, perhaps with + before them, and how many words they take; 0 when none begin
    /// there.</returns>
    public static Rewriting Read(HeardWords words, int at, string locale, NumberReading how)
    {
        var digits = new StringBuilder();
        var next = at;
        if (words[at].Text == "plus" && One(words, at + 1, locale, how).Words > 0)
        {
            digits.Append('+');
            next++;
        }
        else if (words[at].IsDigits && words.Text[words[at].Start] == '+')
        {
            digits.Append('+');
        }

        var end = at;
        while (next < words.Count)
        {
            var (more, length) = Item(words, next, locale, how, isFirst: end == at);
            if (length > 0)
            {
                digits.Append(more);
                next = end = next + length;
            }
            else if (end > at && Between.Contains(words[next].Text)
                && Item(words, next + 1, locale, how, isFirst: true).Words > 0)
            {
                next++;
            }
            else
            {
                break;
            }
        }

        return end == at ? default : new Rewriting(end - at, digits.ToString());
    }

    private static (string Digits, int Words) Item(
        HeardWords words, int at, string locale, NumberReading how, bool isFirst)
    {
        var word = words[at].Text;
        if (Times(words, at, locale) is > 1 and var times)
        {
            var skipped = locale == "fr" && words[at + 1].Text == "fois" ? 2 : 1;
            var (repeated, length) = Item(words, at + skipped, locale, how, isFirst: false);
            // "Double seven hundred" is 77 00.
            if (locale != "fr" && repeated is [_, '0', '0'])
                return (new string(repeated[0], times) + "00", skipped + length);
            // "Double vingt-deux" is 22 22, "deux fois deux cents" no telephone number.
            if (length > 0 && repeated.Length <= 2)
                return (string.Concat(Enumerable.Repeat(repeated, times)), skipped + length);
        }

        if (locale != "fr" && word is "oh" or "o")
            return ("0", isFirst && One(words, at + 1, locale, how).Words == 0 && Times(words, at + 1, locale) == 0
                && words[at + 1].Text is not ("oh" or "o") ? 0 : 1);
        if (locale == "fr" && word is "o" && !isFirst)
            return ("0", 1);
        // What English hears in two and four.
        if (locale != "fr" && !isFirst && word is "to" or "too" or "for" && One(words, at + 1, locale, how).Words > 0)
            return (word == "for" ? "4" : "2", 1);
        return One(words, at, locale, how);
    }

    private static int Times(HeardWords words, int at, string locale) => words[at].Text switch
    {
        "double" => 2,
        "triple" or "treble" => 3,
        "deux" when locale == "fr" && words[at + 1].Text == "fois" => 2,
        "trois" when locale == "fr" && words[at + 1].Text == "fois" => 3,
        _ => 0,
    };
}
