using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>
/// Whether the terms that somebody names are those that were read back, each kind compared with its own: an amount with
/// the amounts, a number of people with theirs, a commitment with the commitment.
/// </summary>
internal static partial class OfferTerms
{
    private const float Possible = 0.25f;
    private const int Cents = 2;

    private static readonly string[] CountKinds = ["people", "seats", "percent", "term"];

    private static readonly string[] WithoutCommitment =
    [
        " month by month ", " month to month ", " monthly ", " no commitment ", " without commitment ",
        " sans engagement ", " mois par mois ", " au mois ", " mensuel ", " mensuellement ",
    ];

    /// <summary>Whether anything of what it names is another than what was read back.</summary>
    /// <param name="reading">The message.</param>
    /// <param name="readBack">What was read back.</param>
    public static bool AreOthers(SalesReading reading, string readBack)
    {
        var said = Word.In(readBack).Select(word => word.Text).ToFrozenSet(StringComparer.Ordinal);
        var amounts = AmountsIn(readBack).ToHashSet();
        var rest = ContactDetails.Read(reading.Text, [], mayName: false, mayLocate: false).Rest;
        return AmountsIn(rest).Any(amount => !amounts.Contains(amount))
            || CountKinds.SelectMany(kind => reading.Spans(kind, Possible)).SelectMany(FiguresIn)
                .Any(figure => !said.Contains(figure))
            || Word.In(rest).Any(word =>
                char.IsAsciiDigit(word.Text[0]) && !IsOfDate(reading, word) && !said.Contains(word.Text))
            || reading.Spans("plan", Possible).SelectMany(Word.In).Any(word =>
                !said.Contains(word.Text) && !Fillers.Words.Contains(word.Text))
            || (SaysNoCommitment(reading.Text) && !SaysNoCommitment(readBack));
    }

    private static bool SaysNoCommitment(string text) =>
        $" {string.Join(' ', Word.In(text).Select(word => word.Text))} " is var plain
        && Array.Exists(WithoutCommitment, phrase => plain.Contains(phrase, StringComparison.Ordinal));

    // "Twenty-seven persons" are the 27 people that were read back.
    private static IEnumerable<string> FiguresIn(string span)
    {
        var words = Word.In(span);
        for (var at = 0; at < words.Count; at++)
        {
            var (number, length) = NumberWords.Read(words, at);
            if (length > 0)
                yield return number.ToString(CultureInfo.InvariantCulture);
            else if (char.IsAsciiDigit(words[at].Text[0]))
                yield return words[at].Text;
            at += Math.Max(0, length - 1);
        }
    }

    private static bool IsOfDate(SalesReading reading, Word word) => !char.IsAsciiDigit(word.Text[^1])
        || reading.Clauses.SelectMany(clause => clause.Spans).Any(span =>
            span.Kind is "date" or "phone" && span.Start <= word.Start && word.End <= span.End);

    private static IEnumerable<decimal> AmountsIn(string text) => Amount().Matches(text).Select(match => ValueOf(
        match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["behind"].Value));

    // A point or a comma with two digits behind it parts cents, any other mark thousands.
    private static decimal ValueOf(string written)
    {
        var mark = written.LastIndexOfAny(['.', ',']);
        var cents = mark >= 0 && written.Length - mark - 1 == Cents ? written[(mark + 1)..] : "";
        var whole = new string([.. (cents.Length > 0 ? written[..mark] : written).Where(char.IsAsciiDigit)]);
        return decimal.TryParse(
            $"{whole}.{(cents.Length > 0 ? cents : "0")}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var value)
            ? value
            : -1;
    }

    [GeneratedRegex(
        @"[€£$][ \u00A0]?(?<behind>[0-9](?:[0-9.,\u00A0\u202F]*[0-9])?)"
        + @"|(?<before>[0-9](?:[0-9.,\u00A0\u202F]*[0-9])?)[ \u00A0\u202F]?(?:[€£$]|euros?\b|eur\b|pounds?\b|dollars?\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Amount();
}
