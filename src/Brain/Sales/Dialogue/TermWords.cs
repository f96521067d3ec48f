using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>How long somebody would commit, in words: "2 years", "deux ans", "un an et demi", "12-month".</summary>
internal static class TermWords
{
    private const int MonthsOfYear = 12;
    private const int HalfAYear = 6;
    private const int MostMonths = 120;

    private static readonly FrozenSet<string> Years = FrozenSet.Create(
        StringComparer.Ordinal, "an", "ans", "annee", "annees", "year", "years", "yr", "yrs");

    private static readonly FrozenSet<string> Months = FrozenSet.Create(
        StringComparer.Ordinal, "mois", "month", "months");

    private static readonly FrozenDictionary<string, int> Each = new Dictionary<string, int>
    {
        ["annuel"] = MonthsOfYear,
        ["annuelle"] = MonthsOfYear,
        ["annual"] = MonthsOfYear,
        ["annually"] = MonthsOfYear,
        ["yearly"] = MonthsOfYear,
        ["biennal"] = 2 * MonthsOfYear,
        ["mensuel"] = 1,
        ["mensuelle"] = 1,
        ["monthly"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The months; null where no time is named, or one beyond ten years.</summary>
    /// <param name="words">As they were written.</param>
    public static int? MonthsIn(string words)
    {
        var read = Word.In(words);
        int? number = null;
        for (var i = 0; i < read.Count; i++)
        {
            var word = read[i].Text;
            // "an annual commitment" is no French year.
            if (Each.TryGetValue(word, out var each))
                return each;
            if (Months.Contains(word))
                return Within(number ?? 1);
            if (Years.Contains(word) && !(word == "an" && read.Skip(i + 1).Any(next => Each.ContainsKey(next.Text))))
                return Within((number ?? 1) * MonthsOfYear + (HasHalf(read, i) ? HalfAYear : 0));
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var figure))
                number = figure;
            else if (NumberWords.Read(read, i) is { Words: > 0 } named)
                (number, i) = (named.Number, i + named.Words - 1);
        }

        // Whole years are named in months without the word.
        return number is { } bare && bare > 0 && bare % MonthsOfYear == 0 ? Within(bare) : null;
    }

    private static bool HasHalf(IReadOnlyList<Word> read, int year) =>
        read.Skip(year + 1).Any(word => word.Text is "demi" or "demie" or "half");

    private static int? Within(int months) => months is > 0 and <= MostMonths ? months : null;
}
