using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Shop.Catalogue.Facts;

/// <summary>
/// How likely each sentence of a sheet is to answer: a logistic model over a few features. Its weights are learned by
/// <c>tests/Understanding</c> from labelled questions.
/// </summary>
internal sealed class SentenceScorer
{
    /// <summary>The names of the features, in order.</summary>
    public static readonly string[] Features =
    [
        "bias", "label", "words", "unit", "near label", "near words", "near unit", "certainty", "reader agrees",
        "reader alone", "family", "content", "content missing", "topic words", "aspect", "aspect missing",
        "wants value",
        "concepts", "title", "prose", "no topic", "no topic content", "best", "only", "best near",
        "also", "also label", "reader label", "aspect alone", "not the one named", "only content", "content alone",
        "asking", "not asking", "measure", "measure missing", "dimension",
    ];

    private static readonly double[] Weights =
    [
        -3.90, 0.74, -0.26, -0.84, 0.03, 1.00, -0.14, 3.40, 0.80, 2.51, -0.29, 3.65, -0.31, 1.38, 1.23,
        -0.19, 0.93, 1.57, -0.94, 0.61, 1.57, 3.88, 1.38, 1.93, 2.72, 2.86, 1.61, 1.96, -1.43, -0.77, -3.70,
        3.29, -1.05, -6.73, 1.75, -0.35, 0.80,
    ];

    private static readonly FrozenSet<string> OpenTopics = FrozenSet.Create("use", "contents", "look", "quality");

    private const double ManyWords = 4;

    private readonly ProductFacts _facts;
    private readonly FactQuestion _asked;
    private readonly string _locale;
    private readonly string[][] _words;
    private readonly HashSet<string>[] _concepts;
    private readonly HashSet<string> _askedConcepts;
    private readonly double[] _contentWeights;
    private readonly IReadOnlyList<Measure>?[] _measures;

    public SentenceScorer(ProductFacts facts, FactQuestion asked, string locale)
    {
        (_facts, _asked, _locale) = (facts, asked, locale);
        _words = [.. facts.Sentences.Select(sentence => Word.In(sentence.Text).Select(word => word.Text).ToArray())];
        _measures = new IReadOnlyList<Measure>?[_words.Length];
        _askedConcepts = ConceptsOf(asked.Content);
        _concepts = [.. _words.Select(words => _askedConcepts.Count == 0 ? [] : ConceptsOf(words))];
        _contentWeights = [.. asked.Content.Select(word =>
            1.0 / (1 + _words.Count(words => words.Any(other => WordLikeness.IsSame(word, other)))))];
    }

    /// <summary>The likeliest sentence; null when there is none at all.</summary>
    /// <param name="topic">What is asked for, or null where no topic is.</param>
    public FactAnswer? Best(AskedTopic? topic)
    {
        // What comes along must be named.
        if (topic is { Topic.IsAspect: true } && _asked.Content.Count > 0
            && !_asked.Content.Any(word => Enumerable.Range(0, _words.Length).Any(i => Has(i, word))))
            return null;
        var best = -1;
        var most = 0.0;
        for (var i = 0; i < _facts.Sentences.Count; i++)
        {
            var score = Score(FeaturesOf(topic, i));
            if (best < 0 || score > most)
                (best, most) = (i, score);
        }

        if (best < 0)
            return null;
        var fact = FactFor(topic?.Topic.Name, best);
        return new FactAnswer(
            topic?.Topic.Name, _facts.Sentences[best].Text, most, PolarityOf(topic, best), fact?.Values);
    }

    /// <summary>What the likelihood of a sentence is told by.</summary>
    public double[] FeaturesOf(AskedTopic? topic, int sentence)
    {
        var x = new double[Features.Length];
        x[0] = 1;
        var place = _facts.Sentences[sentence].Place;
        x[18] = place == Place.Title ? 1 : 0;
        x[19] = place == Place.Prose ? 1 : 0;
        var content = ContentShare(sentence);
        x[11] = content;
        // Of a long story most words are not what is asked.
        x[12] = _asked.Content.Count > 0 ? (1 - content) * Math.Min(1, ManyWords / _asked.Content.Count) : 0;
        x[17] = _askedConcepts.Count == 0
            ? 0
            : (double)_askedConcepts.Count(_concepts[sentence].Contains) / _askedConcepts.Count;
        (x[32], x[33]) = (_asked.Asking ?? 0, _asked.NotOfGoods);
        if (_asked.Dimensions.Count > 0)
            x[_asked.Dimensions.Any(dimension => Measures(sentence, dimension)) ? 34 : 35] = 1;
        if (topic is null)
        {
            (x[20], x[21]) = (1, content);
            x[9] = FamilyOf(sentence, _ => true);
            x[27] = FamilyOf(sentence, fact => fact.Basis == Basis.Label);
            x[30] = content > 0.99 ? 1 : 0;
            return x;
        }

        var own = FactFor(topic.Topic.Name, sentence);
        if (own is not null)
            x[1 + (int)own.Basis] = 1;
        else if (NearFact(topic.Topic, sentence) is { } near)
            x[4 + (int)near.Fact.Basis] = near.Closeness;
        x[7] = own is not null ? topic.Certainty : 0;
        x[8] = own is not null ? _asked.LikelihoodOf(topic.Topic.Family) : 0;
        x[9] = own is null ? FamilyOf(sentence, _ => true) : 0;
        x[10] = own is null && _facts.Facts.Any(fact => fact.Sentence == sentence && fact.Basis == Basis.Label
            && Topics.Embedded[fact.Topic].Family == topic.Topic.Family) ? 1 : 0;
        x[13] = (double)topic.Words.Count(
            word => word.Length > 2 && !Fillers.Words.Contains(word) && Has(sentence, word)) / topic.Words.Count;
        if (topic.Aspect is { } aspect)
            x[FactFor(aspect.Name, sentence) is not null ? 14 : 15] = 1;
        var rank = own is null ? 0 : RankOf(own);
        var owns = _facts.Facts.Where(fact => fact.Topic == topic.Topic.Name).ToList();
        x[22] = own is not null && owns.TrueForAll(fact => RankOf(fact) >= rank) ? 1 : 0;
        x[23] = own is not null && owns.TrueForAll(fact => fact.Sentence == sentence) ? 1 : 0;
        x[24] = owns.Count == 0 && topic.Topic.Near.Select(_facts.Find).FirstOrDefault(fact => fact is not null)
            is { } nearest && nearest.Sentence == sentence ? 1 : 0;
        var also = owns.Count > 0
            ? null
            : topic.Topic.Also.Select(_facts.Find).FirstOrDefault(fact => fact is not null);
        x[25] = also?.Sentence == sentence ? 1 : 0;
        x[26] = also?.Sentence == sentence && _facts.Facts.Any(fact => fact.Sentence == sentence
            && fact.Basis == Basis.Label && topic.Topic.Also.Contains(fact.Topic)) ? 1 : 0;
        if (own is null && also?.Sentence != sentence)
            (x[11], x[31]) = (0, content);
        x[28] = topic.Topic.IsAspect ? x[12] : 0;
        x[29] = topic.Certainty == FactQuestion.Named && x[13] == 0 && own?.Basis != Basis.Label ? 1 : 0;
        x[36] = own is null && topic.Topic.Dimension is { } dimension && Measures(sentence, dimension) ? 1 : 0;
        x[16] = _asked.IsOpen && own?.Values is not null ? 1 : 0;
        return x;
    }

    // How likely the reader holds it that what a sentence tells of is asked for.
    private double FamilyOf(int sentence, Func<Fact, bool> isOne) => _facts.Facts
        .Where(fact => fact.Sentence == sentence && isOne(fact))
        .Select(fact => _asked.LikelihoodOf(Topics.Embedded[fact.Topic].Family))
        .DefaultIfEmpty()
        .Max();

    private bool Measures(int sentence, Dimension dimension) =>
        (_measures[sentence] ??= Facts.Measures.In(_facts.Sentences[sentence].Text))
            .Any(measure => measure.Dimension == dimension);

    private static double Score(double[] features)
    {
        var sum = 0.0;
        for (var i = 0; i < features.Length; i++)
            sum += features[i] * Weights[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    private static HashSet<string> ConceptsOf(IReadOnlyList<string> words) => [.. Thesaurus.Embedded.ConceptsOf(words)
        .SelectMany(concepts => concepts.Contains("=talk") ? [] : concepts)
        .Where(concept => concept[0] != '=')];

    private Fact? FactFor(string? topic, int sentence) => topic is null
        ? null
        : _facts.Facts.FirstOrDefault(fact => fact.Sentence == sentence && fact.Topic == topic);

    // The lower the better: by its label, with a value, and not in the title.
    private int RankOf(Fact fact) => ((int)fact.Basis * 2) + (fact.Values is null ? 1 : 0)
        + (_facts.Sentences[fact.Sentence].Place == Place.Title ? 10 : 0);

    private (Fact Fact, double Closeness)? NearFact(Topic topic, int sentence)
    {
        for (var i = 0; i < topic.Near.Count; i++)
        {
            if (FactFor(topic.Near[i], sentence) is { } fact)
                return (fact, 1 - (0.2 * i));
        }

        return null;
    }

    private double ContentShare(int sentence)
    {
        var (found, all) = (0.0, 0.0);
        for (var i = 0; i < _asked.Content.Count; i++)
        {
            all += _contentWeights[i];
            if (Has(sentence, _asked.Content[i]))
                found += _contentWeights[i];
        }

        return all > 0 ? found / all : 0;
    }

    private bool Has(int sentence, string word) => _words[sentence].Any(other => WordLikeness.IsSame(word, other));

    private Polarity PolarityOf(AskedTopic? topic, int sentence)
    {
        if (_asked.IsOpen || (topic is not null && OpenTopics.Contains(topic.Topic.Name)))
            return Polarity.Unknown;
        if (_asked.IsTurned && topic is not { Topic.IsAspect: true } and not { Aspect: not null })
            return Polarity.Unknown;
        return SentencePolarity.Of(_facts.Sentences[sentence].Text, topic, _asked.Content, _locale);
    }
}
