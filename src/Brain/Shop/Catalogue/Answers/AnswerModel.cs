using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>
/// What was learned of questions to shops: which acts a word, a pair of words or a concept is said in, and what counts
/// how much when an answer is looked for. Learned by <c>tests/Understanding</c> and embedded.
/// </summary>
internal sealed class AnswerModel
{
    private const string Mark = "gateway-answers-2";

    private const int Common = 20;
    private const float LeastAsked = 0.3f;

    private static readonly Lazy<AnswerModel> Loaded = new(Load);

    private readonly FrozenDictionary<string, Unit> _units;
    private readonly FrozenDictionary<string, int> _acts;
    private readonly float _ofAll;
    private readonly float[] _isAsked;

    public AnswerModel(
        IReadOnlyList<string> acts, int clauses, IReadOnlyDictionary<string, Unit> units,
        IReadOnlyDictionary<string, float> weights)
    {
        Acts = acts;
        Clauses = clauses;
        Units = units;
        Weights = weights;
        _units = units.ToFrozenDictionary(StringComparer.Ordinal);
        _acts = acts.Select((act, at) => (act, at)).ToFrozenDictionary(pair => pair.act, pair => pair.at);
        _isAsked = [.. acts.Select(act => Answers.Acts.IsAsked(act) ? 1f : 0f)];
        _ofAll = MathF.Log(1 + clauses);
        Ranking = new AnswerRanking(weights);
        Leaning = new Leaning(weights);
    }

    /// <summary>Digest of what it was learned from, in hexadecimal; empty while it is learned.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The one that is built in.</summary>
    public static AnswerModel Embedded => Loaded.Value;

    /// <summary>The acts of the corpora, in the order of a <see cref="SenseOf"/>.</summary>
    public IReadOnlyList<string> Acts { get; }

    /// <summary>How many clauses were counted.</summary>
    public int Clauses { get; }

    /// <summary>What was counted, by the keys of <see cref="KeysOf"/>.</summary>
    public IReadOnlyDictionary<string, Unit> Units { get; }

    /// <summary>What counts how much, by the names in <see cref="AnswerRanking"/>.</summary>
    public IReadOnlyDictionary<string, float> Weights { get; }

    /// <summary>The ranking by these weights.</summary>
    public AnswerRanking Ranking { get; }

    /// <summary>What is added where something was told before.</summary>
    public Leaning Leaning { get; }

    /// <summary>Place of an act, or -1.</summary>
    public int PlaceOf(string act) => _acts.GetValueOrDefault(act, -1);

    /// <summary>The acts of a question that can be answered beforehand, by their places, with likelihoods.</summary>
    public (int Act, float Likelihood)[] PlacesOf(AskedQuestion question) =>
        [.. question.Acts.Where(act => Answers.Acts.IsAsked(act.Key))
            .Select(act => (PlaceOf(act.Key), act.Value))
            .Where(act => act.Item1 >= 0)];

    /// <summary>
    /// The acts that can be answered beforehand, by their places, with their shares of what of them is likely; null
    /// is none.
    /// </summary>
    public (int Act, float Likelihood)[] PlacesOf(IReadOnlyDictionary<string, float>? acts)
    {
        if (acts is null)
            return [];
        List<(int Act, float Likelihood)> asked = [.. acts
            .Where(act => Answers.Acts.IsAsked(act.Key))
            .Select(act => (PlaceOf(act.Key), act.Value))
            .Where(act => act.Item1 >= 0)];
        // A sentence that tells something is read as this or that: what it may ask counts, but not for all of it.
        var sum = asked.Sum(act => act.Likelihood);
        return [.. asked.Select(act => (act.Act, act.Likelihood / MathF.Max(sum, LeastAsked)))];
    }

    /// <summary>
    /// What a text is about: a row with a number for each act, of length 1; all 0 when nothing in it is said in acts
    /// that can be answered beforehand.
    /// </summary>
    public float[] SenseOf(Terms terms, string locale)
    {
        var sense = new float[Acts.Count];
        foreach (var key in KeysOf(terms, locale))
        {
            if (!_units.TryGetValue(key, out var unit))
                continue;
            var weight = WeightOf(unit.Count);
            for (var i = 0; i < unit.Acts.Length; i++)
                sense[unit.Acts[i]] += weight * unit.Strengths[i];
        }

        for (var act = 0; act < sense.Length; act++)
            sense[act] *= _isAsked[act];

        Scale(sense);
        return sense;
    }

    /// <summary>A sense with what weighs most weighing more: squared, and of length 1 again.</summary>
    public static float[] Sharpened(float[] sense)
    {
        var sharp = new float[sense.Length];
        for (var i = 0; i < sharp.Length; i++)
            sharp[i] = sense[i] * sense[i];
        Scale(sharp);
        return sharp;
    }

    private static void Scale(float[] sense)
    {
        var length = MathF.Sqrt(Vectors.Dot(sense, sense));
        for (var i = 0; i < sense.Length && length > 0; i++)
            sense[i] /= length;
    }

    /// <summary>0 to 1: how much a word says, by how rarely people use it; 1 for one that nobody was seen to use.
    /// </summary>
    public float WeightOfWord(string stem, string locale) =>
        WeightOf(_units.TryGetValue($"{locale}:{stem}", out var unit) ? unit.Count : 0);

    /// <summary>0 to 1: how much a concept says.</summary>
    public float WeightOfConcept(string concept) =>
        WeightOf(_units.TryGetValue($"#{concept}", out var unit) ? unit.Count : 0);

    /// <summary>Whether people were seen to use a word when they speak to shops.</summary>
    public bool Knows(string stem, string locale) => _units.ContainsKey($"{locale}:{stem}");

    /// <summary>Whether so many people were seen to use a word that it is none misspelt.</summary>
    public bool IsCommon(string stem, string locale) =>
        _units.TryGetValue($"{locale}:{stem}", out var unit) && unit.Count >= Common;

    /// <summary>What is counted of a text: stems, pairs of stems and concepts.</summary>
    public static IEnumerable<string> KeysOf(Terms terms, string locale) =>
        terms.Words.Select(word => $"{locale}:{word.Stem}")
            .Concat(terms.Pairs.Select(pair => $"{locale}:{pair}"))
            .Concat(terms.Concepts.Select(concept => $"#{concept}"));

    /// <summary>Writes the model, packed.</summary>
    public void Write(Stream stream)
    {
        using var packed = new BrotliStream(stream, new BrotliCompressionOptions { Quality = 9 }, leaveOpen: true);
        using var writer = new StreamWriter(packed) { NewLine = "\n" };
        writer.WriteLine(Mark);
        writer.WriteLine(Digest);
        writer.WriteLine(string.Join(' ', Acts));
        writer.WriteLine(Clauses.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, weight) in Weights.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{weight:0.0000}"));
        writer.WriteLine();
        foreach (var (key, unit) in Units.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var acts = unit.Acts.Zip(unit.Strengths, (act, strength) =>
                string.Create(CultureInfo.InvariantCulture, $"{act}:{strength:0.00}"));
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{key}\t{unit.Count}\t{string.Join(' ', acts)}"));
        }
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none, or of another version.</exception>
    public static AnswerModel Read(Stream stream)
    {
        using var packed = new BrotliStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(packed);
        if (reader.ReadLine() != Mark || reader.ReadLine() is not { } digest
            || reader.ReadLine() is not { } acts || reader.ReadLine() is not { } clauses)
            throw new InvalidDataException("This is no model of answers, or one of another version.");
        var weights = new Dictionary<string, float>();
        while (reader.ReadLine() is { Length: > 0 } line && line.Split('\t') is [var name, var weight])
            weights[name] = float.Parse(weight, CultureInfo.InvariantCulture);
        var units = new Dictionary<string, Unit>();
        while (reader.ReadLine() is { } line && line.Split('\t') is [var key, var count, var strengths])
        {
            var pairs = strengths.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split(':'))
                .ToList();
            units[key] = new Unit(
                int.Parse(count, CultureInfo.InvariantCulture),
                [.. pairs.Select(pair => int.Parse(pair[0], CultureInfo.InvariantCulture))],
                [.. pairs.Select(pair => float.Parse(pair[1], CultureInfo.InvariantCulture))]);
        }

        return new AnswerModel(acts.Split(' '), int.Parse(clauses, CultureInfo.InvariantCulture), units, weights)
        {
            Digest = digest,
        };
    }

    private static AnswerModel Load()
    {
        using var stream = typeof(AnswerModel).Assembly.GetManifestResourceStream("Shop.answers.model")
            ?? throw new InvalidOperationException("There is no model of answers.");
        return Read(stream);
    }

    private float WeightOf(int count)
    {
        var rarity = 1 - (MathF.Log(1 + count) / _ofAll);
        return rarity * rarity;
    }

    /// <summary>A word, a pair of words or a concept.</summary>
    /// <param name="Count">Clauses it was seen in.</param>
    /// <param name="Acts">Places of the acts that it is said in more than other words.</param>
    /// <param name="Strengths">How much more, as a logarithm.</param>
    internal sealed record Unit(int Count, int[] Acts, float[] Strengths);
}
