using System.Collections.Frozen;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>Whether a sentence grants or denies what is asked.</summary>
internal static class SentencePolarity
{
    private const int Reach = 3;

    private static readonly FrozenSet<string> Before = FrozenSet.Create(
        "pas", "ne", "non", "sans", "jamais", "aucun", "aucune", "ni", "eviter", "not", "no", "never", "without", "non",
        "avoid", "nor", "cannot", "don");

    private static readonly FrozenSet<string> Behind = FrozenSet.Create(
        "non", "not", "interdit", "interdite", "exclu", "exclue", "deconseille", "deconseillee", "impossible");

    private static readonly string[] Harm = ["toxi", "danger", "poison", "harm", "nocif", "noci"];

    private static readonly FrozenSet<string> Apart = FrozenSet.Create(
        "part", "separement", "option", "separately", "optional", "extra");

    /// <summary>What the sentence says.</summary>
    /// <param name="words">Its folded words.</param>
    /// <param name="topic">What is asked for, or null.</param>
    /// <param name="content">What else the question is about.</param>
    /// <param name="locale">The language of both.</param>
    public static Polarity Of(
        IReadOnlyList<string> words, AskedTopic? topic, IReadOnlyList<string> content, string locale)
    {
        var places = PlacesOf(words, topic, content, locale);
        if (places.Count == 0)
            return Polarity.Unknown;
        // Who asks whether it is dangerous is told that it is safe.
        if (topic is { Topic.Name: "safety" } && topic.Words.Any(word => Harm.Any(root => word.StartsWith(root, StringComparison.Ordinal)))
            && (words.Contains("safe") || (words.Contains("sans") && words.Contains("danger"))))
            return Polarity.No;
        var aspect = topic?.Aspect ?? (topic?.Topic.IsAspect == true ? topic.Topic : null);
        if (aspect is not null)
        {
            if (words.Any(Apart.Contains))
                return Polarity.No;
            var told = Topics.Embedded.In(words, locale, Voice.Telling)
                .Where(match => match.Topic == aspect)
                .ToList();
            // That a thing is spoken of does not say whether it comes along.
            if (told.Count == 0)
                return Polarity.Unknown;
            return IsDenied(words, told[^1].First, told[^1].End) ? Polarity.No : Polarity.Yes;
        }

        return places.All(place => IsDenied(words, place.First, place.End)) ? Polarity.No : Polarity.Yes;
    }

    private static List<(int First, int End)> PlacesOf(
        IReadOnlyList<string> words, AskedTopic? topic, IReadOnlyList<string> content, string locale)
    {
        List<(int First, int End)> places = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (content.Concat(topic?.Words ?? []).Any(
                word => word.Length > 3 && !Fillers.Words.Contains(word) && WordLikeness.IsSame(word, words[i])))
                places.Add((i, i + 1));
        }

        // A material is granted only when it is the one that was asked for.
        if (places.Count == 0 && topic is not null && topic.Topic.Name is not ("material" or "colour"))
        {
            places.AddRange(Topics.Embedded.In(words, locale, Voice.Telling)
                .Where(match => match.Topic == topic.Topic)
                .Select(match => (match.First, match.End)));
        }

        return places;
    }

    private static bool IsDenied(IReadOnlyList<string> words, int first, int end)
    {
        if (Behind.Contains(words[first]) || Before.Contains(words[first]))
            return true;
        for (var i = first - 1; i >= 0 && i >= first - Reach; i--)
        {
            if (Before.Contains(words[i]))
                return true;
        }

        return end < words.Count && Behind.Contains(words[end]);
    }
}
