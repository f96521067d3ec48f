using System.Text.RegularExpressions;
using Gateway.Channels.Speech.Saying.Numbers;
using Gateway.Channels.Speech.Saying.Rules;

namespace Gateway.Channels.Speech.Saying;

/// <summary>What a caller has dictated, said back so that they hear whether each letter is right.</summary>
internal static partial class SpellingBack
{
    private static readonly string[] KnownDomains =
    [
        "gmail.com", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.com", "yahoo.fr", "icloud.com",
        "orange.fr", "free.fr", "sfr.fr", "wanadoo.fr", "laposte.net", "live.fr", "btinternet.com", "yahoo.co.uk",
        "hotmail.co.uk",
    ];

    /// <summary>A plate: <c>A comme Anatole, B comme Berthe, cent vingt-trois, C comme Célestin …</c></summary>
    /// <param name="plate">Latin letters and digits, and what stands between them.</param>
    /// <param name="locale"><c>fr</c>, or English.</param>
    public static string Plate(string plate, string locale) =>
        string.Join(", ", Group().Matches(plate.ToUpperInvariant()).SelectMany(group =>
            char.IsAsciiDigit(group.Value[0])
                ? [PlateRules.Plate(group.Value, locale)]
                : group.Value.Select(letter => SpellingAlphabet.Of(letter, locale))));

    /// <summary>A telephone number, in pairs or digit by digit; what is none is said digit by digit.</summary>
    public static string Phone(string number, string locale) =>
        PhoneRules.Number(number, locale)
        ?? NumberWords.Digits(string.Concat(number.Where(char.IsAsciiDigit)), locale);

    /// <summary>A name, and its letters: <c>Dupont, D U P O N T</c>.</summary>
    public static string Name(string name) =>
        $"{name.Trim()}, " + string.Join(", ", name.Split(' ', '-', '\'')
            .Where(word => word.Any(char.IsLetter))
            .Select(word => Letters.Spell(word.ToUpperInvariant())));

    /// <summary>A mailbox: its name letter by letter, and the provider's too where not everyone knows it.</summary>
    /// <param name="address">As it is written; what has no <c>@</c> is spelled whole.</param>
    /// <param name="locale">The language.</param>
    public static string Email(string address, string locale)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
            return Signs(address, locale);
        var domain = address[(at + 1)..].ToLowerInvariant();
        return $"{Signs(address[..at], locale)}, {(locale == "fr" ? "arobase" : "at")}, "
            + (KnownDomains.Contains(domain) ? AddressRules.Mailbox(domain, locale) : Signs(domain, locale));
    }

    // Endings that everyone knows stay words.
    private static string Signs(string text, string locale) =>
        string.Join(", ", Piece().Matches(text).Select(piece =>
            char.IsAsciiLetter(piece.Value[0]) && piece.Value is not ("com" or "net" or "org")
                ? Letters.Spell(piece.Value)
                : AddressRules.Mailbox(piece.Value, locale)));

    [GeneratedRegex("[A-Z]+|[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex("[A-Za-z]+|[0-9]+|.", RegexOptions.NonBacktracking)]
    private static partial Regex Piece();
}
