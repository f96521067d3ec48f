using System.Text.RegularExpressions;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Abbreviations, acronyms, signs and names that are read badly.</summary>
internal static partial class WordRules
{
    // All capitals, and said letter by letter though they have a vowel.
    private static readonly string[] Spelled =
    [
        "TVA", "SAV", "FAQ", "SUV", "CGV", "RIB", "ABS", "ESP", "EV", "VIN", "AC", "UE", "EU", "USA", "UK", "MOT",
        "VAT",
        "ID", "QR", "PIN", "ATM", "CEO", "API", "ASAP", "ETA", "IT", "TV", "SIV", "VO", "VI", "VE", "LOA", "LLD", "PME",
    ];

    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        .. locale == "fr"
            ? (SayingRule[])
            [
                new(FrenchMister(), "Monsieur"),
                new(FrenchSaint(), match => match.Value is [_, _, 'e', ..] ? "Sainte " : "Saint "),
                new(FrenchShort(), match => ShortForms.French.GetValueOrDefault(WordOf(match))),
                new(FrenchDegree(), match => ShortForms.French.GetValueOrDefault(match.Value)),
            ]
            :
            [
                new(EnglishSaint(), "Saint"),
                new(EnglishStreet(), "Street"),
                new(EnglishShort(), match => ShortForms.English.GetValueOrDefault(WordOf(match))),
                new(EnglishNumber(), "number"),
                new(EnglishDegree(), "number"),
            ],
        new(Capitals(), match => IsSpelled(match.Value) ? Letters.Spell(match.Value) : null),
        new(Ampersand(), locale == "fr" ? " et " : " and "),
        new(Plus(), " plus "),
        new(Equal(), locale == "fr" ? " égale " : " equals "),
        new(About(), locale == "fr" ? "environ " : "about "),
        new(Or(), match => locale == "fr" ? "et ou" : "and or"),
        new(Slash(), ", "),
        new(Dash(), ", "),
    ];

    private static string WordOf(Match match) =>
        match.Groups["word"] is { Success: true } word ? word.Value : match.Groups["it"].Value;

    private static bool IsSpelled(string capitals) =>
        Spelled.Contains(capitals) || !capitals.Any(Letters.IsVowel);

    [GeneratedRegex(@"\b(?<it>M\.) ?[A-ZÉ]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchMister();

    [GeneratedRegex(
        @"\b(?<it>Ste?[- .] ?)[A-ZÉ][a-zé]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchSaint();

    [GeneratedRegex(
        @"\b(?<it>(?<word>Mmes|Mme|Mlle|Dr|Pr)\.?|rdv|RDV|Rdv|CT|svp|SVP|stp|TTC|HT|MM\.|cf\.|etc\.|env\.|[Tt]él\.|min\.|max\.|p\. ex\.|ex\.|c\.-à-d\.|[Aa]v\.|[Bb]d\.|[Bb]ld\.|[Bb]ld|[Bb]d|pl\.|[Rr]te|imp\.|chem\.|appt|bât\.|ét\.|[Rr]éf\.|qté|nb|OK|VW|Citroen|SEAT|FIAT|MINI|kms|vs|Cie|Sté)(?:$|\W)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FrenchShort();

    [GeneratedRegex("[Nn][°º]s?", RegexOptions.NonBacktracking)]
    private static partial Regex FrenchDegree();

    [GeneratedRegex(@"\b(?<it>St\.?) [A-Z][a-z]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishSaint();

    [GeneratedRegex(@"[a-z] (?<it>St\b\.?)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishStreet();

    [GeneratedRegex(
        @"\b(?<it>(?<word>Mrs?|Ms|Dr|Prof|appt|vs)\.?|Rd|Ave|Ln|Blvd|e\.g\.|i\.e\.|etc\.|approx\.|Sq\.|[Tt]el\.|min\.|max\.|incl\.|excl\.|asap|[Rr]ef\.|qty|Flr|Ltd|VW|SEAT|FIAT|MINI|mi|kms)(?:$|\W)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishShort();

    [GeneratedRegex(@"\b(?<it>[Nn]o\.) ?[0-9￼]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishNumber();

    [GeneratedRegex("[Nn][°º]", RegexOptions.NonBacktracking)]
    private static partial Regex EnglishDegree();

    [GeneratedRegex(@"\b[A-Z]{2,5}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Capitals();

    [GeneratedRegex(" ?& ?", RegexOptions.NonBacktracking)]
    private static partial Regex Ampersand();

    [GeneratedRegex(@" ?\+ ?", RegexOptions.NonBacktracking)]
    private static partial Regex Plus();

    [GeneratedRegex(" = ", RegexOptions.NonBacktracking)]
    private static partial Regex Equal();

    [GeneratedRegex("(?<it>[~≈] ?)[0-9\uFFFC]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex About();

    [GeneratedRegex(@"\b(?:et/ou|and/or)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Or();

    [GeneratedRegex(@"\w(?<it> ?/ ?)\w", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Slash();

    [GeneratedRegex(" [-–—] ", RegexOptions.NonBacktracking)]
    private static partial Regex Dash();
}
