using System.Text;

namespace Gateway.Channels.Speech.Saying;

/// <summary>
/// The names by which letters are told apart on the telephone: in French those people are used to, in English those of
/// the ICAO and NATO.
/// </summary>
internal static class SpellingAlphabet
{
    private static readonly string[] French =
    [
        "Anatole", "Berthe", "Célestin", "Désiré", "Eugène", "François", "Gaston", "Henri", "Irma", "Joseph", "Kléber",
        "Louis", "Marcel", "Nicolas", "Oscar", "Pierre", "Quintal", "Raoul", "Suzanne", "Thérèse", "Ursule", "Victor",
        "William", "Xavier", "Yvonne", "Zoé",
    ];

    private static readonly string[] English =
    [
        "Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliet", "Kilo", "Lima",
        "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey",
        "X-ray", "Yankee", "Zulu",
    ];

    /// <summary>The names of a language, A to Z.</summary>
    public static IReadOnlyList<string> Names(string locale) => locale == "fr" ? French : English;

    /// <summary>A letter with its name: <c>B comme Berthe</c>, <c>B for Bravo</c>.</summary>
    /// <param name="letter">A Latin letter; anything else is returned alone.</param>
    /// <param name="locale">The language.</param>
    public static string Of(char letter, string locale)
    {
        var plain = char.ToUpperInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]);
        return char.IsAsciiLetterUpper(plain)
            ? $"{plain} {(locale == "fr" ? "comme" : "for")} {Names(locale)[plain - 'A']}"
            : letter.ToString();
    }
}
