using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Whether a sentence grants or denies what is asked.</summary>
internal static class SentencePolarity
{
    private const int Reach = 3;
    private const string Stop = ",";

    private static readonly FrozenSet<string> Before = FrozenSet.Create(
        "pas", "ne", "non", "sans", "jamais", "aucun", "aucune", "ni", "eviter", "not", "no", "never", "without", "non",
        "avoid", "nor", "cannot", "don");

    private static readonly FrozenSet<string> Behind = FrozenSet.Create(
        "non", "not", "interdit", "interdite", "exclu", "exclue", "deconseille", "deconseillee", "impossible");

    private static readonly FrozenSet<string> Granted = FrozenSet.Create(
        "dishwasher", "microwave", "oven", "induction", "hob", "gas", "freezer", "machine", "handwash", "iron",
        "frost", "waterproof", "automatic", "adjustable", "removable", "dimmer", "reversible", "heat", "included",
        "connection", "keeps-warm", "keeps-cold", "indoors", "fit", "storage-fit", "drainage", "warranty", "label");

    private static readonly string[] Harm = ["toxi", "danger", "poison", "harm", "nocif", "noci"];

    private static readonly FrozenSet<string> Apart = FrozenSet.Create(
        "part", "separement", "option", "separately", "optional", "extra");

    /// <summary>What the sentence says.</summary>
    /// <param name="sentence">Word for word.</param>
    /// <param name="topic">What is asked for, or null.</param>
    /// <param name="content">What else the question is about.</param>
    /// <param name="locale">The language of both.</param>
    public static Polarity Of(
        string sentence, AskedTopic? topic, IReadOnlyList<string> content, string locale)
    {
        var words = WordsOf(sentence);
        var places = PlacesOf(words, topic, content, locale);
        if (places.Count == 0)
            return Polarity.Unknown;
        // Who asks whether it is dangerous is told that it is safe.
        if (topic is { Topic.Name: "safety" }
            && topic.Words.Any(word => Harm.Any(root => word.StartsWith(root, StringComparison.Ordinal)))
            && (words.Contains("safe") || (words.Contains("sans") && words.Contains("danger"))))
            return Polarity.No;
        var aspect = topic?.Aspect ?? (topic?.Topic.IsAspect == true ? topic.Topic : null);
        if (aspect is not null)
        {
            // "Rain cover included, adapters sold separately": what is said of the one is not said of the other.
            var (start, end) = PartOf(words, places[0].First);
            if (words.Skip(start).Take(end - start).Any(Apart.Contains))
                return Polarity.No;
            var told = Topics.Embedded.In(words, locale, Voice.Telling)
                .Where(match => match.Topic == aspect)
                .ToList();
            // That a thing is spoken of does not say whether it comes along.
            if (told.Count == 0)
                return Polarity.Unknown;
            var inPart = told.FindIndex(match => match.First >= start && match.First < end);
            var own = inPart < 0 ? told[^1] : told[inPart];
            return IsDenied(words, own.First, own.End) ? Polarity.No : Polarity.Yes;
        }

        return places.All(place => IsDenied(words, place.First, place.End)) ? Polarity.No : Polarity.Yes;
    }

    // Its words, with a mark where a part ends.
    private static List<string> WordsOf(string sentence)
    {
        List<string> words = [];
        var last = 0;
        foreach (var word in Word.In(sentence))
        {
            if (word.Start > last && sentence.AsSpan(last, word.Start - last).IndexOfAny(",;.:") >= 0)
                words.Add(Stop);
            words.Add(word.Text);
            last = word.End;
        }

        return words;
    }

    private static (int Start, int End) PartOf(List<string> words, int at)
    {
        var end = words.IndexOf(Stop, at);
        return (words.LastIndexOf(Stop, at) + 1, end < 0 ? words.Count : end);
    }

    private static List<(int First, int End)> PlacesOf(
        List<string> words, AskedTopic? topic, IReadOnlyList<string> content, string locale)
    {
        List<(int First, int End)> places = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (content.Concat(topic?.Words ?? []).Any(
                word => word.Length > 3 && !Fillers.Words.Contains(word) && WordLikeness.IsSame(word, words[i])))
                places.Add((i, i + 1));
        }

        // Only what is allowed or comes along is granted by speaking of it; a material must be the one asked for.
        if (places.Count == 0 && topic is not null && Granted.Contains(topic.Topic.Name))
        {
            places.AddRange(Topics.Embedded.In(words, locale, Voice.Telling)
                .Where(match => match.Topic == topic.Topic)
                .Select(match => (match.First, match.End)));
        }

        return places;
    }

    private static bool IsDenied(List<string> words, int first, int end)
    {
        if (Behind.Contains(words[first]) || Before.Contains(words[first]))
            return true;
        for (var i = first - 1; i >= 0 && i >= first - Reach; i--)
        {
            if (words[i] == Stop)
                break;
            if (Before.Contains(words[i]))
                return true;
        }

        return end < words.Count && Behind.Contains(words[end]);
    }
}
