using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>The most that someone wants to spend.</summary>
internal static partial class Budget
{
    /// <summary>The amount, in the shop's currency; null when the message names none.</summary>
    public static decimal? Find(string text)
    {
        var match = Limit().Match(InFigures(Word.Fold(Readable.Of(text))));
        return match.Success
            ? decimal.Parse(match.Groups["n"].Value.Replace(',', '.'), CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The amount that a piece of a message names: "35 €", "vingt euros", "30 quid"; null when it names
    /// none.</summary>
    public static decimal? AmountIn(string text)
    {
        var amount = Amount().Match(InFigures(Word.Fold(Readable.Of(text))));
        return amount.Success
            ? decimal.Parse(amount.Value.Replace(',', '.'), CultureInfo.InvariantCulture)
            : null;
    }

    private static readonly FrozenSet<string> Currencies = FrozenSet.Create(
        StringComparer.Ordinal, "euro", "euros", "eur", "balles", "quid", "pounds", "francs", "dollars");

    // "Moins de vingt euros": numbers in words as figures.
    private static string InFigures(string text)
    {
        var words = Word.In(text);
        var figures = new StringBuilder();
        var done = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var (number, length) = NumberWords.Read(words, i);
            if (length == 0 || number < 2 || i + length >= words.Count || !Currencies.Contains(words[i + length].Text))
                continue;
            figures.Append(text, done, words[i].Start - done).Append(number);
            done = words[i + length - 1].End;
            i += length - 1;
        }

        return figures.Append(text, done, text.Length - done).ToString();
    }

    [GeneratedRegex("[0-9]{1,5}(?:[.,][0-9]{1,2})?", RegexOptions.NonBacktracking)]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"\b(?:moins de|maxi(?:mum)?(?: de)?|max|budget(?: (?:de|est|is|of|around|max|maximum|c'est|d'environ|environ))*|jusqu'a|pas plus de|sous les|en dessous de|under|below|less than|up to|at most|no more than|within|cheaper than|moins cher que|pour environ|around|autour de|environ)\s*:?\s*(?:€|£|\$)?\s*(?<n>[0-9]{1,5}(?:[.,][0-9]{1,2})?)(?![0-9]|\s*(?:jours?|days?|cm|l\b|cl|h\b|personnes|people|minutes|heures|hours|semaines|weeks|mois|months|%))|(?<n>[0-9]{1,5}(?:[.,][0-9]{1,2})?)\s*(?:€|euros?|eur)\s*(?:max|maxi|maximum|de budget|budget|tops?)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Limit();
}
