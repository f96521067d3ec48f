using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>How many of something: in digits or in words, and not how long, how heavy or how dear.</summary>
internal static partial class Quantity
{
    private const int Most = 999;

    private static readonly FrozenSet<string> Units = FrozenSet.Create(StringComparer.Ordinal,
        "cm", "mm", "m", "km", "m2", "l", "cl", "ml", "g", "kg", "w", "v", "k", "euro", "euros", "eur", "dollars", "pounds", "pour", "jour", "jours", "day", "days", "h",
        "heures", "hours", "minutes", "ans", "an", "years", "mois", "months", "semaines", "weeks", "personnes", "people", "fois", "times", "litre", "litres", "liter",
        "liters", "c", "rue", "avenue", "bis", "st", "nd", "rd", "th", "er", "eme", "e", "sur", "inches", "x");

    private static readonly FrozenSet<string> Articles = FrozenSet.Create(StringComparer.Ordinal, "un", "une", "a", "one");

    // "Le 2", "dans 3 jours": what stands before a figure that counts no pieces.
    private static readonly FrozenSet<string> NotBefore = FrozenSet.Create(StringComparer.Ordinal,
        "le", "la", "les", "the", "numero", "number", "no", "n", "de", "of", "dans", "in", "sous", "within");

    /// <summary>The quantity a message names, with the word after it; null when it names none.</summary>
    /// <param name="text">The message without telephone numbers and addresses.</param>
    /// <param name="wasAsked">Whether a quantity was just asked for: then "one" and a bare figure count too.</param>
    public static (int Number, string Next)? Find(string text, bool wasAsked)
    {
        var words = Word.In(AmountOrShare().Replace(Readable.Of(text), " ; "));
        for (var i = 0; i < words.Count; i++)
        {
            var (number, length) = ReadAt(words, i);
            if (length == 0)
                continue;
            var next = i + length < words.Count ? words[i + length].Text : "";
            var previous = i > 0 ? words[i - 1].Text : "";
            var isArticle = Articles.Contains(words[i].Text) && number == 1 && !IsEmphatic(next, previous);
            // "1,7 L" is one number: the digits after the comma belong to it.
            if (words[i].Text.All(char.IsAsciiDigit) && next.Length > 0 && next.All(char.IsAsciiDigit))
            {
                i++;
                continue;
            }

            if ((!isArticle || wasAsked) && !Units.Contains(next) && (wasAsked || !NotBefore.Contains(previous) || previous == "les")
                && number <= Most && !(previous is "lot" or "set" or "pack"))
                return (number, next);
            i += length - 1;
        }

        return null;
    }

    private static bool IsEmphatic(string next, string previous) =>
        next is "seul" or "seule" or "exemplaire" or "piece" or "only" or "unite" or "of" || previous is "just" or "only" or "juste" or "seulement" or "qu";

    private static (int Number, int Words) ReadAt(IReadOnlyList<Word> words, int at)
    {
        var text = words[at].Text;
        // "x3", "3x": people write a factor for a number of pieces.
        var digits = text.Length > 1 && text[0] == 'x' ? text[1..] : text.Length > 1 && text[^1] == 'x' ? text[..^1] : text;
        if (digits.All(char.IsAsciiDigit))
            return digits.Length <= 4 ? (int.Parse(digits, CultureInfo.InvariantCulture), 1) : (0, 0);
        if (text is "a" or "une" or "un" && at + 1 < words.Count && words[at + 1].Text is "paire" or "pair" or "couple" or "dizaine" or "douzaine" or "dozen")
            return (NumberWords.Read(words, at + 1).Number, 2);
        var (number, length) = text == "a" ? (1, 1) : NumberWords.Read(words, at);
        // Nobody orders none; "oh" is a nought only in telephone numbers.
        return number == 0 ? (0, 0) : (number, length);
    }

    [GeneratedRegex(@"(?:€|£|\$)\s*[0-9]+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?\s*(?:€|£|\$|%)|=\s*[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex AmountOrShare();
}
