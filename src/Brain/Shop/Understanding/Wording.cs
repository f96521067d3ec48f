using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Catalogue.Answers;

namespace Gateway.Brain.Shop.Understanding;

/// <summary>One way in which something was said, made ready to be held against others.</summary>
internal sealed class Wording
{
    // How much it counts that two wordings are about the same, beside that they say it in the same words: measured on
    // questions to shops, which share few (docs/understanding.md).
    private const float OfSense = 0.6f;

    private const int MostKeys = 8;

    private readonly Bag _words;
    private readonly Bag _concepts;
    private readonly float[] _sense;

    /// <summary>Makes it ready.</summary>
    /// <param name="misses">Where it was said, the newest first; not empty.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="model">Knows how much a word says.</param>
    /// <param name="numbers">A number for each word and concept so far, the same for all that are held against each
    /// other; grows.</param>
    public Wording(
        IReadOnlyList<Miss> misses, string locale, AnswerModel model, Dictionary<string, int> numbers)
    {
        Misses = misses;
        var terms = Terms.Of(misses[0].Words, locale);
        Dictionary<string, float> words = terms.Words
            .ToDictionary(word => word.Stem, word => model.WeightOfWord(word.Stem, locale));
        var concepts = terms.Concepts.ToDictionary(concept => $"#{concept}", model.WeightOfConcept);
        _words = new Bag(words, numbers);
        _concepts = new Bag(concepts, numbers);
        _sense = AnswerModel.Sharpened(model.SenseOf(terms, locale));
        Keys = [.. words.Concat(concepts).OrderByDescending(key => key.Value)
            .ThenBy(key => key.Key, StringComparer.Ordinal)];
        var act = Array.IndexOf(_sense, Vectors.Most(_sense));
        IEnumerable<string> about = _sense[act] > 0 ? [$"@{model.Acts[act]}"] : [];
        Telling = [.. Keys.Take(MostKeys).Select(key => key.Key), .. about];
    }

    /// <summary>Where it was said, the newest first.</summary>
    public IReadOnlyList<Miss> Misses { get; }

    /// <summary>Its words and what they mean, each with how much it says, 0 to 1; what says most comes first.</summary>
    public IReadOnlyList<KeyValuePair<string, float>> Keys { get; }

    /// <summary>What says most of it, at most eight, and the act that it is likeliest about: what is like it shares
    /// one of these.</summary>
    public IReadOnlyList<string> Telling { get; }

    /// <summary>0 to 1: how much it says the same as another one of its language.</summary>
    public float Likeness(Wording other)
    {
        var said = (_words.Shared(other._words) + _concepts.Shared(other._concepts)) / 2;
        // What is about nothing that shops are asked is alike by its words alone.
        return MathF.Max(said, ((1 - OfSense) * said) + (OfSense * Vectors.Dot(_sense, other._sense)));
    }

    // Words or concepts by their numbers, with their weights.
    private sealed class Bag
    {
        private readonly int[] _numbers;
        private readonly float[] _weights;
        private readonly float _mass;

        public Bag(Dictionary<string, float> keys, Dictionary<string, int> numbers)
        {
            foreach (var key in keys.Keys)
                numbers.TryAdd(key, numbers.Count);
            _numbers = [.. keys.Keys.Select(key => numbers[key])];
            _weights = [.. keys.Values];
            Array.Sort(_numbers, _weights);
            _mass = _weights.Sum();
        }

        /// <summary>0 to 1: how much of both is in both.</summary>
        public float Shared(Bag other)
        {
            var shared = 0f;
            for (int here = 0, there = 0; here < _numbers.Length && there < other._numbers.Length;)
            {
                var ahead = _numbers[here] - other._numbers[there];
                if (ahead == 0)
                    shared += _weights[here];
                if (ahead <= 0)
                    here++;
                if (ahead >= 0)
                    there++;
            }

            return shared > 0 ? 2 * shared / (_mass + other._mass) : 0;
        }
    }
}
