using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>Mailboxes in words; web addresses, which no one can follow by ear, left out.</summary>
internal static partial class AddressRules
{
    /// <summary>Those of a language.</summary>
    public static IEnumerable<SayingRule> Of(string locale) =>
    [
        new(WebAddress(), ""),
        new(Mailbox(), match => Mailbox(match.Value, locale)),
        new(Domain(), match => Mailbox(match.Groups["name"].Value, locale)),
        new(Postcode(), match => locale == "fr" ? PostcodeOf(match.Groups["it"].Value) : null),
    ];

    /// <summary>A French postcode: <c>quarante et un mille</c>, <c>zéro six mille deux cents</c>.</summary>
    public static string PostcodeOf(string digits) => digits.StartsWith("00", StringComparison.Ordinal)
        ? NumberWords.Digits(digits, "fr")
        : NumberWords.WithZeros(digits, "fr");

    /// <summary>A mailbox in words: <c>jean point dupont, arobase, example point f r</c>.</summary>
    public static string Mailbox(string address, string locale)
    {
        var words = new List<string>();
        foreach (Match part in Part().Matches(address))
        {
            var said = part.Value switch
            {
                "." => locale == "fr" ? "point" : "dot",
                "@" => locale == "fr" ? "arobase" : "at",
                "-" => locale == "fr" ? "tiret" : "dash",
                "_" => locale == "fr" ? "tiret bas" : "underscore",
                "+" => "plus",
                ['%'] => locale == "fr" ? "pour cent" : "percent",
                [>= '0' and <= '9', ..] digits => digits.Length > 3 || digits[0] == '0'
                    ? NumberWords.Digits(digits, locale)
                    : NumberWords.Cardinal(digits, locale),
                var letters => IsReadable(letters) ? letters : Letters.Spell(letters),
            };
            // What belongs together stays together; around the sign one takes breath.
            if (part.Value == "@" && words.Count > 0)
            {
                words[^1] += ",";
                said += ",";
            }

            words.Add(said);
        }

        return string.Join(' ', words);
    }

    private static bool IsReadable(string letters) => letters.Length > 2 && letters.Any(Letters.IsVowel);

    [GeneratedRegex(
        @"\(?<?\b(?:https?://|www\.)[^ \n]*[^ \n.,;:!?)>\uFFFC]/?>?\)?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"\b[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Mailbox();

    [GeneratedRegex(
        @"\b(?<it>(?<name>[a-z0-9][a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:fr|com|net|org|eu|io|test|co\.uk))(?:/[^ \n.,;:!?)]*)?)(?:$|[^a-z0-9])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Domain();

    [GeneratedRegex(
        @"\b(?<it>[0-9]{5}),? [A-ZÉÈÎ][A-Za-zé'-]",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Postcode();

    [GeneratedRegex("[A-Za-z]+|[0-9]+|.", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
