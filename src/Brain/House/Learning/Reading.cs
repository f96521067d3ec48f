using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.House.Learning;

/// <summary>A piece of an utterance that means a thing: a product, a name, a number of pieces.</summary>
/// <param name="Kind">What it is, by the names in <see cref="Spans"/>.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="Certainty">0 to 1: how likely it is to be just this.</param>
internal readonly record struct ReadSpan(string Kind, string Text, int Start, float Certainty)
{
    /// <summary>Where it ends, exclusive.</summary>
    public int End => Start + Text.Length;
}

/// <summary>A clause of an utterance, with what is done by it.</summary>
/// <param name="Act">The likeliest act, by the names of the corpora.</param>
/// <param name="Certainty">0 to 1: how likely the act is.</param>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Spans">The spans in it, in order.</param>
internal sealed record ReadClause(string Act, float Certainty, int Start, int End, IReadOnlyList<ReadSpan> Spans)
{
    /// <summary>The act that comes next, with its likelihood.</summary>
    public required (string Act, float Certainty) Second { get; init; }

    /// <summary>How likely each act is; those that hardly are are left out.</summary>
    public required IReadOnlyDictionary<string, float> Acts { get; init; }
}

/// <summary>Reads utterances with what a <see cref="Model"/> has learned. Safe for use by many at once.</summary>
internal sealed class UtteranceReader(Model model)
{
    private const int MostTokens = 400;
    private const int MostKept = 256;

    // A clause is parted where both sides are at least this likely to be what they seem, and have so many tokens.
    private const float SureSides = 0.75f;
    private const int FewestTokens = 2;
    private const int MostClauses = 12;

    private const float Hardly = 0.01f;

    private static readonly FrozenSet<string> Joining = FrozenSet.Create(StringComparer.Ordinal,
        "et", "and", "mais", "but", "puis", "sinon", "plus", "then", "alors", "also", "n", "donc", "so");

    private static readonly ConcurrentDictionary<string, Lazy<UtteranceReader>> Loaded = new(StringComparer.Ordinal);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    // A turn is run again with each answer of a tool, and reads the same words in the same place each time.
    private static readonly MemoryCache Kept = new(Options.Create(new MemoryCacheOptions { SizeLimit = MostKept }));

    private readonly FrozenSet<string> _yesWords = model.YesWords.ToFrozenSet(StringComparer.Ordinal);
    private readonly float[] _stepWeights = [.. model.Steps.Select(step => step <= Chain.Never ? 0 : MathF.Exp(step))];

    /// <summary>Whether people say yes with that word, folded.</summary>
    public bool IsOfYes(string word) => _yesWords.Contains(word);

    /// <summary>The reader of an embedded model.</summary>
    /// <exception cref="InvalidOperationException">There is no such model.</exception>
    public static UtteranceReader Load(string name) => Loaded.GetOrAdd(name, static name => new(() =>
    {
        using var stream = typeof(UtteranceReader).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no model {name}.");
        return new UtteranceReader(Model.Read(stream));
    })).Value;

    /// <summary>The clauses of a message; empty when it has no words, or more than 400 words and marks.</summary>
    /// <param name="text">The message.</param>
    /// <param name="situation">Where the conversation stands.</param>
    /// <param name="names">Words of the names of what the business sells, folded.</param>
    public IReadOnlyList<ReadClause> Read(string text, Situation situation, IReadOnlyCollection<string> names) =>
        Kept.GetOrCreate((model, text, situation, string.Join(' ', names)), entry =>
        {
            entry.Size = 1;
            entry.AbsoluteExpirationRelativeToNow = KeptFor;
            var named = names.ToHashSet(StringComparer.Ordinal);
            return Read(text, situation, named.Contains);
        })!;

    /// <summary>The same, not kept.</summary>
    /// <param name="text">The message.</param>
    /// <param name="situation">Where the conversation stands.</param>
    /// <param name="isNamed">Whether a folded word stands in a name of what the business sells.</param>
    public IReadOnlyList<ReadClause> Read(string text, Situation situation, Func<string, bool> isNamed)
    {
        var tokens = Token.In(text);
        if (tokens.Count is 0 or > MostTokens)
            return [];
        var features = new Features(tokens, situation, isNamed);
        var (labels, certainties) = LabelsOf(tokens, features);
        string?[] kinds =
            [.. labels.Select(label => Model.KindOf(label) is >= 0 and var kind ? model.Kinds[kind] : null)];
        var clauses = Parted(tokens, features, kinds, labels, ClausesOf(tokens, features, kinds, labels));
        List<ReadClause> read = [];
        for (var index = 0; index < clauses.Count; index++)
        {
            var scores = ActsOf(features, clauses, index, kinds);
            var (best, second) = TwoBest(scores);
            var (first, end) = (clauses[index].First, clauses[index].First + clauses[index].Count);
            read.Add(new ReadClause(
                model.Acts[best], scores[best], tokens[first].Start, tokens[end - 1].End,
                SpansOf(text, tokens, labels, certainties, first, end))
            {
                Second = (model.Acts[second], scores[second]),
                Acts = Enumerable.Range(0, scores.Length)
                    .Where(act => scores[act] >= Hardly)
                    .ToDictionary(act => model.Acts[act], act => scores[act]),
            });
        }

        return read;
    }

    private float[] ActsOf(Features features, List<Clause> clauses, int index, string?[] kinds)
    {
        List<uint> seen = [];
        var scores = new float[model.Acts.Length];
        features.OfClause(clauses, index, kinds, seen);
        model.ClauseActs.Score(seen, scores);
        for (var act = 0; act < scores.Length; act++)
            scores[act] /= model.ActTemperature;
        Vectors.Softmax(scores);
        return scores;
    }

    // Where two acts are clear on both sides of a mark or an "and", there are two clauses, though the joint was not
    // seen.
    private List<Clause> Parted(
        List<Token> tokens, Features features, string?[] kinds, int[] labels, List<Clause> clauses)
    {
        List<Clause> parted = [.. clauses];
        for (var index = 0; index < parted.Count && parted.Count < MostClauses; index++)
        {
            var (_, first, count) = parted[index];
            var (joint, best) = (0, SureSides);
            for (var i = first + FewestTokens; i <= first + count - FewestTokens; i++)
            {
                if ((labels[i] != 0 && !Model.Begins(labels[i]))
                    || !(tokens[i - 1].Text is "," or ";" or "." or ":" or "?" or "!" or "…" or ")"
                        || Joining.Contains(tokens[i].Folded)))
                    continue;
                List<Clause> tried = [.. parted];
                tried[index] = new Clause("", first, i - first);
                tried.Insert(index + 1, new Clause("", i, first + count - i));
                var (left, right) = (ActsOf(features, tried, index, kinds), ActsOf(features, tried, index + 1, kinds));
                var (one, other) = (TwoBest(left).Best, TwoBest(right).Best);
                var sure = Math.Min(left[one], right[other]);
                if (one != other && sure > best)
                    (joint, best) = (i, sure);
            }

            if (joint == 0)
                continue;
            parted[index] = new Clause("", first, joint - first);
            parted.Insert(index + 1, new Clause("", joint, first + count - joint));
            // The first half may be two as well.
            index--;
        }

        return parted;
    }

    private (int[] Labels, float[] Certainties) LabelsOf(List<Token> tokens, Features features)
    {
        var labels = Model.LabelsOf(model.Kinds.Length);
        var scores = new float[tokens.Count * labels];
        List<uint> seen = [];
        for (var i = 0; i < tokens.Count; i++)
        {
            seen.Clear();
            features.OfToken(i, seen);
            model.Spans.Score(seen, scores.AsSpan(i * labels, labels));
        }

        var best = Chain.Best(scores, model.Steps, labels);
        var likelihoods = Chain.Likelihoods(scores, _stepWeights, labels, []);
        var certainties = new float[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
        {
            // Whether a token is of a kind counts, not whether it is the first of a span.
            var kind = Model.KindOf(best[i]);
            certainties[i] = kind < 0
                ? likelihoods[i * labels]
                : likelihoods[(i * labels) + Model.LabelOf(kind, begins: true)]
                    + likelihoods[(i * labels) + Model.LabelOf(kind, begins: false)];
        }

        return (best, certainties);
    }

    private List<Clause> ClausesOf(List<Token> tokens, Features features, string?[] kinds, int[] labels)
    {
        List<int> starts = [0];
        List<uint> seen = [];
        var scores = new float[1];
        for (var i = 1; i < tokens.Count; i++)
        {
            // A span is never parted.
            if (labels[i] != 0 && !Model.Begins(labels[i]))
                continue;
            seen.Clear();
            scores[0] = 0;
            features.OfJoint(i, kinds, seen);
            model.Joints.Score(seen, scores);
            if (scores[0] > 0)
                starts.Add(i);
        }

        return [.. starts.Select((start, at) =>
            new Clause("", start, (at + 1 < starts.Count ? starts[at + 1] : tokens.Count) - start))];
    }

    private List<ReadSpan> SpansOf(
        string text, List<Token> tokens, int[] labels, float[] certainties, int first, int end)
    {
        List<ReadSpan> spans = [];
        for (var i = first; i < end; i++)
        {
            if (!Model.Begins(labels[i]))
                continue;
            var last = i;
            var certainty = certainties[i];
            while (last + 1 < end && labels[last + 1] != 0 && !Model.Begins(labels[last + 1]))
                certainty = Math.Min(certainty, certainties[++last]);
            spans.Add(new ReadSpan(
                model.Kinds[Model.KindOf(labels[i])], text[tokens[i].Start..tokens[last].End], tokens[i].Start,
                certainty));
        }

        return spans;
    }

    private static (int Best, int Second) TwoBest(float[] scores)
    {
        var (best, second) = scores[0] >= scores[1] ? (0, 1) : (1, 0);
        for (var i = 2; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                (best, second) = (i, best);
            else if (scores[i] > scores[second])
                second = i;
        }

        return (best, second);
    }
}
