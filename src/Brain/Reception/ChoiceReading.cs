using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Reception;

/// <summary>Which of some numbered choices a message picks.</summary>
/// <param name="Place">Its place from 1, possibly beyond the list; null when it picks none.</param>
/// <param name="IsMarked">Whether it is called a choice (<c>option 2</c>, <c>2. Order</c>), and cannot be a number of
/// something else.</param>
internal readonly record struct PickedChoice(int? Place, bool IsMarked);

/// <summary>
/// Reads how people pick from a list: by number, marked or not, by place, by title. What surrounds the pick (articles,
/// politeness, "I'll take") is left out; what then remains must be the pick and nothing else, so that "2 cups" or "in 5
/// minutes" is none.
/// </summary>
internal static partial class ChoiceReading
{
    private const int MostWords = 12;
    private const int MostDigits = 2;

    private static readonly FrozenSet<string> Around = Set("""
        le la l the celle celui ce c est it s please svp s il vous te plait merci thanks thank you ty bonjour bonsoir hello hi hey alors so well ok okay
        oui yes je i j prends prendrai prendrais choisis choisirai veux voudrais aimerais dirais dis pense opte plutot rather va pour go going with let ll d
        would like want take have pick choose vote for me plait convient looks good great parfait super cool bien sur of course du tout cher dear madame monsieur
        qqn somebody mon my choix est is my answer think ce sera that one sera tape tapez press je vais on very toute tout prendre
        beaucoup bcp many lot mille id ill jvais jveux jprends pr hm hmm hmmm euh bah ben allez
        """);

    private static readonly FrozenSet<string> Marks = Set(
        "no n numero num number nr nbr option options opt choix choice reponse answer touche key ligne line hash");

    // Whoever asks for more of a kind, or for another, picks none of these.
    private static readonly FrozenSet<string> Others = Set(
        "more other others another autre autres encore different differents differente differentes else");

    private static readonly FrozenSet<string> Things = Set(
        "one option choix choice reponse answer proposition possibilite line ligne in");

    private static readonly FrozenDictionary<string, int> Ordinals = new[]
    {
        "premier premiere 1er 1ere first 1st", "deuxieme second seconde 2eme 2e 2nd 2nde",
        "troisieme third 3eme 3e 3rd", "quatrieme fourth 4eme 4e 4th",
        "cinquieme fifth 5eme 5e 5th", "sixieme sixth 6eme 6e 6th", "septieme seventh 7eme 7e 7th",
        "huitieme eighth 8eme 8e 8th",
        "neuvieme ninth 9eme 9e 9th", "dixieme tenth 10eme 10e 10th",
    }.SelectMany((words, index) => words.Split(' ').Select(word => (word, index + 1)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Item2);

    /// <summary>Reads a message.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="choices">What was offered, in the order of its numbers.</param>
    /// <param name="mayBePart">Whether a piece of a title stands for it when no other title has it.</param>
    public static PickedChoice Read(string text, IReadOnlyList<Choice> choices, bool mayBePart)
    {
        var written = Fold(Numerals.Fold(text));
        if (ExactTitle(written, choices) is { } exact)
            return new PickedChoice(exact, IsMarked: false);
        // A minus is no bullet, and an amount no number; a question with words is asked about the list and picks
        // nothing.
        if (written.AsSpan().Trim() is { Length: > 1 } trimmed && trimmed[0] is '-' or '+'
            && char.IsAsciiDigit(trimmed[1]))
            return default;
        if (written.AsSpan().IndexOfAny("€£$%") >= 0)
            return default;
        var words = Apart(Word.In(NextToLast().Replace(WithoutRefused(written), "penultimate")));
        if (words.Count is 0 or > MostWords || (words.Count > 2 && written.Contains('?', StringComparison.Ordinal)))
            return default;
        return ByNumber(words, choices) ?? ByPlace(words, choices)
            ?? new PickedChoice(ByTitle(words, choices, mayBePart), IsMarked: false);
    }

    // A number with its mark, or alone; behind it at most its own title.
    private static PickedChoice? ByNumber(List<string> words, IReadOnlyList<Choice> choices)
    {
        var at = words.FindIndex(word => NumberOf(word) is not null);
        // "The first one": the word for a thing is not its number.
        if (at < 0 || words.Exists(IsPlace))
            return null;
        var isMarked = at > 0 && Marks.Contains(words[at - 1]);
        var before = words.Take(isMarked ? at - 1 : at);
        var place = NumberOf(words[at])!.Value;
        var after = words.Skip(at + 1).Where(word => !Around.Contains(word)).ToList();
        if (!before.All(word => Around.Contains(word) || Marks.Contains(word) && isMarked))
            return null;
        var isTitled = after.Count > 0 && place >= 1 && place <= choices.Count
            && (IsPartOf(after, choices[place - 1].Title)
                || IsWhole([.. words.Skip(at + 1)], choices[place - 1].Title));
        // "One" and "un" before anything else are articles.
        if ((after.Count > 0 && !isTitled)
            || (!char.IsAsciiDigit(words[at][0]) && words.Count(word => NumberOf(word) is not null) > 1))
            return null;
        return new PickedChoice(place, isMarked || isTitled);
    }

    private static PickedChoice? ByPlace(List<string> words, IReadOnlyList<Choice> choices)
    {
        var at = words.FindIndex(IsPlace);
        if (at < 0 || (at > 0 && words[at - 1] is "a" or "une" or "one"))
            return null;
        int? place = words[at] switch
        {
            "dernier" or "derniere" or "last" or "bottom" => choices.Count,
            "penultimate" => choices.Count - 1,
            "top" => 1,
            "milieu" or "middle" => choices.Count % 2 == 1 ? (choices.Count + 1) / 2 : null,
            var ordinal => Ordinals[ordinal],
        };
        var rest = words.Where(
            (word, index) => index != at && !Around.Contains(word) && !Things.Contains(word) && !Marks.Contains(word))
            .ToList();
        var isIts = rest.Count == 0
            || (place >= 1 && place <= choices.Count && IsPartOf(rest, choices[place.Value - 1].Title));
        return isIts ? new PickedChoice(place, IsMarked: false) : null;
    }

    private static int? ByTitle(List<string> words, IReadOnlyList<Choice> choices, bool mayBePart)
    {
        if (IsAnswer(words) || words.Exists(Others.Contains))
            return null;
        var whole = Fitting(choices, title => IsWhole(words, title));
        if (whole is not null || !mayBePart)
            return whole;
        var said = words.Where(word => !Around.Contains(word)).ToList();
        return said.Exists(word => word.Length > 2 && !Fillers.Words.Contains(word))
            ? Fitting(choices, title => IsPartOf(said, title))
            : null;
    }

    private static int? Fitting(IReadOnlyList<Choice> choices, Func<string, bool> fits) =>
        Enumerable.Range(0, choices.Count).Where(index => fits(choices[index].Title)).ToList() is [var only]
            ? only + 1
            : null;

    // "Correct" says yes before it is the button that corrects.
    private static bool IsAnswer(List<string> words)
    {
        var text = string.Join(' ', words);
        return ((string[])["fr", "en"])
            .Any(locale => Utterance.Read(text, locale, Lexicon.Load($"House.{locale}.lexicon"))
            .IsAny(Intents.Yes, Intents.No, Intents.Cancel, Intents.Thanks, Intents.Greeting, Intents.Wait));
    }

    private static bool IsWhole(List<string> words, string title)
    {
        var its = Apart(Word.In(Fold(title)));
        return its.Count > 0 && its.TrueForAll(word => words.Exists(said => Means(said, word)))
            && words.TrueForAll(word => Around.Contains(word) || its.Exists(other => Means(word, other)));
    }

    private static bool IsPartOf(List<string> said, string title)
    {
        var its = Apart(Word.In(Fold(title)));
        return said.TrueForAll(word => its.Exists(other => Means(word, other)) || Fillers.Words.Contains(word))
            && said.Exists(word => !Fillers.Words.Contains(word) && its.Exists(other => Means(word, other)));
    }

    // Among a few titles shorter words may be misspelt than in a whole language.
    private static bool Means(string written, string meant) => Typos.Forgive(written, meant)
        || (written.Length >= 4 && meant.Length >= 4 && written[0] == meant[0] && !written.Any(char.IsAsciiDigit)
            && Typos.Distance(written, meant) == 1);

    private static int? ExactTitle(string written, IReadOnlyList<Choice> choices)
    {
        // "Correct" is read by who can tell it from a yes; a title that is a figure is picked by it.
        var trimmed = written.Trim().TrimEnd('.', '!', ' ');
        for (var index = 0; index < choices.Count; index++)
        {
            if (trimmed.Any(char.IsAsciiDigit) && trimmed == Fold(choices[index].Title).Trim())
                return index + 1;
        }

        return null;
    }

    private static int? NumberOf(string word)
    {
        if (word.All(char.IsAsciiDigit))
            return word.Length <= MostDigits ? int.Parse(word, CultureInfo.InvariantCulture) : null;
        return word.Length > 1
            && NumberWords.Read([new Word(word, 0, word.Length)], 0) is { Words: 1, Number: > 0 and <= 20 } read
            ? read.Number
            : null;
    }

    private static bool IsPlace(string word) =>
        Ordinals.ContainsKey(word)
            || word is "dernier" or "derniere" or "last" or "bottom" or "top" or "penultimate" or "milieu" or "middle";

    // "Not the lamp, the kettle": what is refused first is not what is picked.
    private static string WithoutRefused(string written) => Refused().Replace(written, "");

    // "n1", "option2": a mark that has grown together with its number.
    private static List<string> Apart(IReadOnlyList<Word> words)
    {
        List<string> apart = [];
        foreach (var word in words.Select(word => word.Text))
        {
            var digit = word.AsSpan().IndexOfAnyInRange('0', '9');
            if (digit > 0 && word.AsSpan(digit).IndexOfAnyExceptInRange('0', '9') < 0 && Marks.Contains(word[..digit]))
                apart.AddRange([word[..digit], word[digit..]]);
            else
                apart.Add(word);
        }

        return apart;
    }

    // Full-width and circled figures are figures, and so are the keys of a telephone.
    private static string Fold(string text)
    {
        var words = text.Replace("#", " hash ", StringComparison.Ordinal);
        return Word.Fold(
            WellFormed.Normalize(
            words, NormalizationForm.FormKC, rune => rune.Value is not (0xFE0F or 0x20E3 or 'º' or '°')));
    }

    [GeneratedRegex(
        @"\A\s*(pas|not|non pas) [^,;.]{1,60}[,;.]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Refused();

    [GeneratedRegex(
        @"\b(avant derni[eè]re?|avant-derni[eè]re?|second to last|next to last)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NextToLast();

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
