using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Vehicles;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>
/// Finds in whose name an appointment is to be: halves that are called first or last name, what an introduction stands
/// before, or a piece of the message that is a name and nothing else.
/// </summary>
internal static partial class DriverNames
{
    private const int MostWords = 5;
    private const int MostAlone = 6;

    /// <summary>Reads the name; a half that is not told is null.</summary>
    /// <param name="text">
    /// The message, with plates, numbers, addresses, times and vehicles blanked out by commas, in its length.
    /// </param>
    /// <param name="isAsked">
    /// Whether a name was just asked for: then a bare piece counts that merely could be one.
    /// </param>
    /// <param name="mayBeBare">Whether a bare piece counts at all.</param>
    public static PersonName? In(string text, bool isAsked, bool mayBeBare)
    {
        var first = Labelled(FirstLabel(), text) ?? Labelled(FirstBehind(), text);
        var last = Labelled(LastLabel(), text) ?? Labelled(LastBehind(), text);
        if (first is not null && last is null)
            last = LastOf(WithoutLabels(text), first) ?? Titled(WithoutLabels(text));
        if (last is { Count: > 1 } && first is null && (last.Exists(FirstNames.Contains) || !IsFamily(last)))
            return NameWords.Split(last);
        if (first is { Count: > 1 } && last is null && FirstNames.Contains(first[0]) && !FirstNames.Contains(first[1]))
            return NameWords.Split(first);
        if (first is not null || last is not null)
            return new PersonName(
                last is null ? null : PersonName.Tidy(last), first is null ? null : PersonName.Tidy(first));
        return (Introduced(text) ?? (mayBeBare ? Bare(text, isAsked) : null)) is { } words
            ? NameWords.Split(words)
            : null;
    }

    /// <summary>Whether it says itself that it tells a name.</summary>
    public static bool IsTold(string text) =>
        FirstLabel().IsMatch(text) || FirstBehind().IsMatch(text) || LastLabel().IsMatch(text)
        || LastBehind().IsMatch(text) || Introduced(text) is not null;

    // "Da Silva", "Le Goff": family names of several words, none of which is a given name.
    private static bool IsFamily(List<string> words) => NameWords.IsParticle(words[0]);

    // "Cheikh Tidiane Fall. Cheikh Tidiane is the first name": what is left of the whole is the other half.
    private static List<string>? LastOf(string text, List<string> first)
    {
        foreach (var piece in Pieces(text).Append(string.Join(' ', Introduced(text) ?? [])))
        {
            var words = NameWords.Of(piece);
            if (words.Count <= first.Count || words.Count > MostWords)
                continue;
            foreach (var at in (int[])[0, words.Count - first.Count])
            {
                var rest = words.Where((_, place) => place < at || place >= at + first.Count).ToList();
                if (words.Skip(at).Take(first.Count).Select(Word.Fold).SequenceEqual(first.Select(Word.Fold))
                    && PersonName.CanBe(rest))
                    return rest;
            }
        }

        return null;
    }

    // "Je suis madame Maupetit, mon prénom c'est Denise": a family name alone stands behind a title.
    private static List<string>? Titled(string text)
    {
        foreach (Match match in Title().Matches(text))
        {
            var words = NameWords.Leading(match.Groups["name"].Value);
            if (words.Count > 0 && PersonName.CanBe(words) && !PersonName.HasCommand(words))
                return words;
        }

        return null;
    }

    private static string WithoutLabels(string text)
    {
        foreach (var label in (Regex[])[FirstLabel(), FirstBehind()])
            text = label.Replace(text, match => new string(',', match.Length));
        return text;
    }

    private static List<string>? Labelled(Regex label, string text)
    {
        foreach (Match match in label.Matches(text))
        {
            // From its end: "et moi c'est Abdelkader Benjelloun, Abdelkader le prénom".
            var words = NameWords.Leading(match.Groups["name"].Value);
            if (words.Count > 0 && !PersonName.HasCommand(words))
                return words;
        }

        return null;
    }

    private static List<string>? Introduced(string text)
    {
        foreach (Match match in Introduction().Matches(text))
        {
            var words = NameWords.Leading(match.Groups["name"].Value);
            var isWeak = match.Groups["weak"].Success;
            // "3 m high": a small m is a measure.
            if (words.Count == 0 || PersonName.HasCommand(words) || match.Groups["title"].Value is "m"
                || (isWeak && (words.Count < 2 || !PersonName.LooksLike(words) || NameWords.AreEveryday(words))))
                continue;
            if (words.Count > 1 || match.Groups["title"].Success || FirstNames.Contains(words[0])
                || char.IsUpper(words[0][0]))
                return words;
        }

        return null;
    }

    private static List<string>? Bare(string text, bool isAsked)
    {
        foreach (var piece in Pieces(text))
        {
            var words = NameWords.Of(piece);
            if (words.Count is < 1 or > MostWords || !PersonName.CanBe(words) || PersonName.HasCommand(words)
                || NameWords.AreOfCentre(words) || IsVehicle(piece))
                continue;
            var isWritten = PersonName.LooksLike(words) && words.Count > 1 && words.All(word =>
                char.IsUpper(word[0]) || NameWords.IsParticle(word) || FirstNames.Contains(word));
            var isKnown = words.Count > 1 && words.Exists(FirstNames.Contains);
            // "Le kiné vient chez lui": what merely could be a name is one where hardly anything else is said.
            if (isWritten || isKnown || (isAsked && words.Count < 4 && !NameWords.AreEveryday(words)
                && Word.In(text).Count <= MostAlone))
                return words;
        }

        return null;
    }

    // "Renault Master": a make with one of its models is nobody.
    private static bool IsVehicle(string piece) =>
        VehicleMention.Find(piece, "fr", isAsked: false) is { Make: not null, Model: not null };

    private static IEnumerable<string> Pieces(string text) => Piece().Split(text)
        .Select(piece => Polite().Replace(piece, " ").Trim()).Where(piece => piece.Length > 1);

    private const string Name = @"(?<name>\p{L}[\p{L}'’\-]*(?: \p{L}[\p{L}'’\-]*){0,4})";

    [GeneratedRegex(
        @"\b(?:pr[eé]nom|first ?name|given name|forename|christian name)\b(?: ?(?:[:=-]| is | est | c['’ ]?est ))? ?" + Name,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FirstLabel();

    // "Au nom de" introduces a whole name, and "prénom" is another word.
    [GeneratedRegex(
        @"(?:(?:^|[,.;:!?(/\n–-]|\b(?:mon|my|le|the|et|and|son|his|her|leur|their)) *(?:nom de famille|nom|last ?name|family ?name|surname)\b)(?: ?(?:[:=-]| is | est | c['’ ]?est ))? ?" + Name,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LastLabel();

    [GeneratedRegex(
        @"(?:^|[,.;:!?(/\n]|\b(?:et|and)) *" + Name + @",? *(?:(?:c['’ ]?est|est|is|being) )?(?:mon|le|my|the|son|his|her) (?:pr[eé]nom|first ?name|given name)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex FirstBehind();

    [GeneratedRegex(
        @"(?:^|[,.;:!?(/\n]|\b(?:et|and)) *" + Name + @",? *(?:(?:c['’ ]?est|est|is|being) )?(?:mon|le|my|the|son|his|her) (?:nom|last ?name|family ?name|surname)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex LastBehind();

    [GeneratedRegex(
        @"(?:\b(?:je m['’ ]?ap+el+e|mon nom(?: complet)? (?:est|c['’]est)|moi,? c(?:['’ ]?est)?|contact(?: is| est|:)|au nom d(?:e|u)|au nom d['’]|au nom|name['’]?s|(?:my|the|full|his|her) name(?:['’]?s| is|:)?|name(?: for (?:both|all))? is|names? ?[:=]|nom complet ?[:=]?|in the name of|under the name(?: of)?|(?:under|in|to|put) my name,?|mets?(?:tez)? (?:mon|son) nom(?: [aà] (?:elle|lui|moi))?[ :,]*|son nom(?: [aà] (?:elle|lui))? ?[:,]?|il s['’]ap+el+e|elle s['’]ap+el+e)|(?<title>\b(?:m|mr|mme|mlle|mrs|ms|dr|monsieur|madame|miss|mister)\b\.?)|(?<weak>\b(?:je suis|c['’ ]?est|i am|i['’ ]?m|im|it['’]?s|this is|ici|here is|for|pour|by)\b))(?: (?:m|mr|mme|mlle|mrs|ms|dr|monsieur|madame|miss)\.?)?[ :]+" + Name,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Introduction();

    [GeneratedRegex(
        @"\b(?:mr|mme|mlle|mrs|ms|dr|monsieur|madame|miss|mister)\b\.? +" + Name,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex(
        @"[,.;:!?()/\n|\u0001]+| - | – |\b(?:et|and|avec|with|au|pour le|tel|t[eé]l|t[eé]l[eé]phone|phone|mob|mobile|cell|portable|plaque|plate|immat|reg|nom|name|my number|mon num[eé]ro|num[eé]ro|num|number|mail|e-?mail)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Piece();

    [GeneratedRegex(
        @"\b(?:oui|yes|ok|okay|merci|thanks|thank you|svp|stp|please|pls|bonjour|hello|hi|voil[aà]|alors|donc|d['’]accord|parfait|perfect|great|lovely|m|mr|mme|mlle|mrs|ms|dr|monsieur|madame|miss|mister|c['’]est|it['’]s|i['’]m|je suis|moi|c|myself|sir|mate|dear|attention|sorry|pardon|d[eé]sol[eé]e?|salut|cdt|cordialement|regards)\b\.?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Polite();
}
