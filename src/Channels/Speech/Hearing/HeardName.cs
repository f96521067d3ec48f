using System.Globalization;
using System.Text;
using Gateway.Sessions;

namespace Gateway.Channels.Speech.Hearing;

/// <summary>Names that are spelled: <c>Dupont D U P O N T</c>, <c>Dupond avec un T</c>.</summary>
internal static class HeardName
{
    private const int FewestLetters = 3;
    private const int MostWrongLetters = 3;

    private static readonly string[] Spelling = ["ca", "s'", "ecrit", "epelle", "spelt", "spelled", "that's"];

    /// <summary>The transcript with the name as it is spelled.</summary>
    public static string Of(HeardWords words, string locale)
    {
        for (var at = 0; at < words.Count; at++)
        {
            var (name, length) = Spelled(words, at, locale);
            if (length == 0)
                continue;
            var from = at;
            // What was heard of it before: "Dupond, D U P O N T".
            while (from > 0 && Spelling.Contains(words[from - 1].Text))
                from--;
            if (from > 0 && IsSame(words[from - 1].Text, name))
                from--;
            else
                from = at;
            return words.Text[..words[from].Start] + name + words.Text[words[at + length - 1].End..];
        }

        return Rewriting.Over(words, (all, at) => With(all, at, locale));
    }

    private static bool IsSame(string heard, string name) =>
        Typos.Distance(heard, HeardWords.Fold(name)) <= Math.Min(MostWrongLetters, name.Length / 2);

    private static (string Name, int Words) Spelled(HeardWords words, int at, string locale)
    {
        if (LetterNames.Read(words, at, locale, isNamed: true).Words == 0)
            return default;
        var (signs, length) = SpelledRun.Read(words, at, locale, NumberReading.Plain, isName: true);
        // Letters that are words as well do not make a name alone: "elle a thé".
        var certain = signs.Count(sign => words[sign.At].Text.Length == 1 || sign.Signs.Length > 1
            || words[sign.At + 1].Text is "comme" or "for" or "like" or "as");
        if (signs.Count < FewestLetters || certain * 2 < signs.Count
            || !signs.All(sign => sign.Signs.All(char.IsAsciiLetter)))
            return default;
        var name = new StringBuilder();
        for (var i = 0; i < signs.Count; i++)
        {
            var isCompound = i > 0 && words[signs[i].At - 1].Text is "tiret" or "trait" or "dash" or "hyphen";
            if (isCompound)
                name.Append('-');
            var isFirst = i == 0 || isCompound;
            name.Append(isFirst ? signs[i].Signs[0] : char.ToLowerInvariant(signs[i].Signs[0]));
            name.Append(signs[i].Signs[1..].ToLowerInvariant());
        }

        return (name.ToString(), length);
    }

    // "Dupond avec un T", "Philipe avec deux P".
    private static Rewriting With(HeardWords words, int at, string locale)
    {
        if (words[at].Text.Length < FewestLetters || words[at + 1].Text is not ("avec" or "with"))
            return default;
        var count = words[at + 2].Text switch
        {
            "un" or "a" or "an" or "one" => 1,
            "deux" or "two" or "double" => 2,
            _ => 0,
        };
        var isOnly = words[at + 3].Text is "seul" or "single";
        var (letter, length) = LetterNames.Read(words, at + (isOnly ? 4 : 3), locale, isNamed: true);
        if (count == 0 || length == 0 || letter.Length != 1)
            return default;
        var end = at + (isOnly ? 4 : 3) + length;
        if (words[end].Text is "a" && words[end + 1].Text is "la" && words[end + 2].Text is "fin")
            end += 3;
        else if (words[end].Text is "at" && words[end + 1].Text is "the" && words[end + 2].Text is "end")
            end += 3;
        return new Rewriting(end - at, Changed(words.Raw(at), char.ToLowerInvariant(letter[0]), count));
    }

    private static string Changed(string name, char letter, int count)
    {
        var folded = HeardWords.Fold(name);
        if (folded.Length != name.Length)
            return name;
        if (count == 2)
        {
            var place = folded.IndexOf(letter, 1);
            return place < 0 || folded.Contains($"{letter}{letter}", StringComparison.Ordinal)
                ? name
                : name.Insert(place + 1, letter.ToString(CultureInfo.InvariantCulture));
        }

        if (folded.Contains(letter, StringComparison.Ordinal))
            return name;
        // What sounds the same, or is not heard at the end of a name.
        var alike = letter switch { 'y' => "i", 'k' => "cq", 'c' => "ks", 'z' => "s", 's' => "z", 'f' => "p", _ => "" };
        var at = folded.IndexOfAny(alike.ToCharArray());
        if (at > 0)
            return $"{name[..at]}{letter}{name[(at + 1)..]}";
        return folded[^1] is 'd' or 't' or 's' or 'x' or 'z'
            ? $"{name[..^1]}{letter}"
            : name + letter;
    }
}
