using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Prices, percentages and measures.</summary>
internal static partial class AmountRules
{
    private const string Number = "(?<number>" + Figure.Pattern + ")";
    private const string Before = "(?:(?<minus>[-−–])|(?<from>" + Figure.Pattern + ") ?(?:[€£$%] ?)?(?:-|–|—|à|to) ?)?";
    private const string Start = @"(?:^|[^\w.,-])(?<it>";
    private const string Currency = "(?<money>€|£|\\$|(?:EUR|GBP|USD|[Ee]uros?)\\b)";

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        new(EuroBetween(), match => Price(match, locale)),
        new(SignFirst(), match => Price(match, locale)),
        new(SignLast(), match => Price(match, locale)),
        new(Percentage(), match => Counted(match, locale, locale == "fr" ? "pour cent" : "per cent")),
        new(Measure(), match => Measured(match, locale)),
        new(Per(), match => PerWords(match.Groups["unit"].Value, locale)),
    ];

    private static string? Price(Match match, string locale)
    {
        var sign = match.Groups["money"].Value;
        var money = CurrencyWords.Named(sign is ['e' or 'E', ..] ? "€" : sign, locale);
        var cents = match.Groups["cents"].Value;
        var figure = ReadMoney(match.Groups["number"].Value, locale);
        if (cents.Length > 0)
            figure = figure with { Fraction = cents };
        var scale = match.Groups["scale"].Value switch
        {
            "" => "",
            "k" or "K" => locale == "fr" ? " mille" : " thousand",
            _ => locale == "fr" ? figure.IsPlural(locale) ? " millions" : " million" : " million",
        };
        var said = scale.Length == 0
            ? figure.InWords(money, locale)
            : figure.InWords(locale) + scale + (scale.Contains("million", StringComparison.Ordinal) && locale == "fr"
                ? money.Of
                : " ") + money.Many;
        return Around(match, locale, money.IsFeminine) + said;
    }

    private static string Counted(Match match, string locale, string what) =>
        Around(match, locale) + $"{Figure.Read(match.Groups["number"].Value, locale).InWords(locale)} {what}";

    private static string Measured(Match match, string locale)
    {
        var unit = UnitWords.Of(match.Groups["unit"].Value, locale);
        var figure = Figure.Read(match.Groups["number"].Value, locale);
        return Around(match, locale, unit.IsFeminine) + figure.InWords(locale, unit.IsFeminine) + " "
            + (figure.IsPlural(locale) ? unit.Many : unit.One);
    }

    // "60-80 €" and "-5 °C".
    private static string Around(Match match, string locale, bool isFeminine = false)
    {
        if (match.Groups["minus"].Success)
            return locale == "fr" ? "moins " : "minus ";
        return match.Groups["from"] is { Success: true } from
            ? Figure.Read(from.Value, locale).InWords(locale, isFeminine) + (locale == "fr" ? " à " : " to ")
            : "";
    }

    // In a price a comma before two digits is no mark of thousands, whatever the language.
    private static Figure ReadMoney(string written, string locale) =>
        written.LastIndexOf(',') == written.Length - 3 && written.Length > 3
            ? Figure.Read(written, "fr")
            : Figure.Read(written, locale);

    private static string PerWords(string unit, string locale) => (unit, locale) switch
    {
        ("mois", _) => " par mois",
        ("an", _) => " par an",
        ("jour" or "j", _) => " par jour",
        ("semaine", _) => " par semaine",
        ("h", "fr") => " de l'heure",
        ("km", "fr") => " du kilomètre",
        ("kg", "fr") => " le kilo",
        ("personne" or "pers" or "pers.", _) => " par personne",
        ("month", _) => " a month",
        ("year", _) => " a year",
        ("day", _) => " a day",
        ("week", _) => " a week",
        ("h" or "hour", _) => " an hour",
        ("km", _) => " a kilometre",
        ("person", _) => " per person",
        _ => " a kilo",
    };

    [GeneratedRegex(
        @"(?:^|[^\w.,-])(?<it>(?<number>[0-9]+)(?<money>[€£])(?<cents>[0-9]{2}))(?:$|\W)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EuroBetween();

    [GeneratedRegex(
        Start + "(?:(?<money>[€£$]) ?(?<from>" + Figure.Pattern + ") ?(?:-|–|—|to|à) ?[€£$]? ?" + Number
        + "|(?<minus>[-−])?(?<money>[€£$]) ?" + Number + @"(?:(?<scale>k|K|m|M)\b)?))",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SignFirst();

    [GeneratedRegex(
        Start + Before + Number + "(?: ?(?<scale>k|K|M))? ?" + Currency + ")",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SignLast();

    [GeneratedRegex(Start + Before + Number + " ?%)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Percentage();

    [GeneratedRegex(
        Start + Before + Number + " ?(?<unit>" + UnitWords.Signs + @"))(?:$|[^\w²³/])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Measure();

    [GeneratedRegex(
        @"(?<it> ?/ ?(?<unit>mois|an|jour|j|semaine|h|km|kg|personne|pers\.?|month|year|day|week|hour|person))(?:$|\W)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Per();
}
