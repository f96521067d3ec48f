using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Brain.Words;

/// <summary>
/// French joins <c>de</c>, <c>que</c>, <c>le</c> and the like to a name that begins with a vowel (<c>d’Atelier
/// Nord</c>); English says <c>an</c> before one. The name itself stays as it is.
/// </summary>
internal static partial class Elision
{
    // Before these French elides nothing: a breathed h, numbers that count as words of their own, and the like.
    private static readonly FrozenSet<string> Breathed = FrozenSet.Create(
        StringComparer.Ordinal, "onze", "onzieme", "oui", "ouistiti", "uhlan");

    // Of words with h the silent ones are the smaller set among those that name shops and things.
    private static readonly string[] Silent =
    [
        "habill", "habit", "haleine", "hallucin", "halogen", "halter", "hamecon", "harmon", "hebdo", "heberg", "helice",
        "helico", "helio", "hemis", "herb",
        "heritag", "heriti", "hermet", "hermine", "hesit", "heure", "heureux", "hexag", "hibisc", "hier", "hilar",
        "hipp", "hirondel", "histoir", "histor", "hiver",
        "homeo", "homme", "hommage", "honn", "honor", "hopit", "horair", "horizon", "horlog", "horosc", "horten",
        "hortic", "hospit", "hostel", "hote",
        "huil", "huitre", "humain", "humeur", "humid", "humour", "hydr", "hygien", "hymn", "hyper", "hypno", "hypo",
    ];

    /// <summary>Adds a name to a text, and joins the word before it to the name where the language does.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="name">What comes next.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static void Append(StringBuilder text, string name, string locale)
    {
        if (text.Length > 1 && text[^1] == ' ')
        {
            var start = Math.Max(0, text.Length - 12);
            var end = text.ToString(start, text.Length - start);
            if (locale == "fr" && Joined().Match(end) is { Success: true } word && BeginsWithVowel(name))
            {
                text.Length -= word.Length;
                text.Append(word.ValueSpan[..^2]).Append('’');
            }
            else if (locale == "en" && Article().IsMatch(end) && BeginsWithVowelSound(name))
            {
                text.Length--;
                text.Append("n ");
            }
        }

        text.Append(name);
    }

    private static bool BeginsWithVowel(string name)
    {
        var word = FirstWord(name);
        return word switch
        {
            "" => false,
            ['h', ..] => Silent.Any(start => word.StartsWith(start, StringComparison.Ordinal)),
            // Yves, but yaourt.
            ['y', var next, ..] => !"aeiouy".Contains(next, StringComparison.Ordinal),
            ['y'] => true,
            _ => "aeiou".Contains(word[0], StringComparison.Ordinal) && !Breathed.Contains(word),
        };
    }

    private static bool BeginsWithVowelSound(string name)
    {
        var word = FirstWord(name);
        return word switch
        {
            "" => name.StartsWith('8') || ElevenOrEighteen().IsMatch(name),
            "hour" or "hourglass" or "heir" or "heirloom" or "honest" or "honour" or "honor" => true,
            ['e', 'u', ..] or ['o', 'n', 'e'] or ['o', 'n', 'c', 'e'] or ['u', 's', 'e', ..]
            or ['u', 't', 'e', 'n', 's', ..] or ['u', 'k', 'u', ..] => false,
            ['u', 'n', 'i', var next, ..] => next is 'n' or 'm',
            _ => "aeiou".Contains(word[0], StringComparison.Ordinal),
        };
    }

    // Without accents, in small letters; empty when the name begins with anything but a letter.
    private static string FirstWord(string name)
    {
        var word = new StringBuilder();
        foreach (var rune in name.EnumerateRunes()
            .TakeWhile(rune => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
            .Take(16))
        {
            foreach (var letter in Rune.ToLowerInvariant(rune)
                .ToString()
                .Normalize(NormalizationForm.FormD)
                .Where(char.IsLetter))
                word.Append(letter is 'œ' or 'ø' ? 'o' : letter == 'æ' ? 'a' : letter);
        }

        return word.ToString();
    }

    [GeneratedRegex(
        @"(?<![\p{L}0-9])(?:de|que|le|la|se|je|ne|lorsque|puisque|jusque)\x20$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"(?<![\p{L}0-9'’])a\x20$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Article();

    [GeneratedRegex(@"^1[18](?![0-9])", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ElevenOrEighteen();
}
