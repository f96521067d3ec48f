using System.Collections.Concurrent;
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

    // What is less likely to be a joint than this is none (as a logit); of the others so many are looked at.
    private const float LeastJoint = -4f;
    private const int MostJoints = 8;

    // Other hands' clauses are less like those learned from than their parts are: measured on such.
    private const float ReadilyParted = 0.75f;

    // So often those who mark what others wrote mark it otherwise, however sure it looks: measured on such.
    private const float Disputed = 0.04f;

    private const float Hardly = 0.01f;

    private static readonly ConcurrentDictionary<string, Lazy<UtteranceReader>> Loaded = new(StringComparer.Ordinal);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    // A turn is run again with each answer of a tool, and reads the same words in the same place each time.
    private static readonly MemoryCache Kept = new(Options.Create(new MemoryCacheOptions { SizeLimit = MostKept }));

    private readonly SpanFinder _spans = new(model.Spans, model.Steps);
    private readonly float[] _actSteps = [.. model.ActSteps.Select(step => step / model.ActTemperature)];
    private readonly float[] _actStepWeights =
        [.. model.ActSteps.Select(step => MathF.Exp(step / model.ActTemperature))];

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
        var (labels, certainties) = _spans.Find(features, tokens.Count);
        string?[] kinds =
            [.. labels.Select(label => Model.KindOf(label) is >= 0 and var kind ? model.Kinds[kind] : null)];
        bool[] begins = [.. labels.Select(Model.Begins)];
        var joints = JointScores(model.Joints, features, kinds, begins);
        var chain = new ClauseChain(JointsOf(joints, []), model.Acts.Length);
        List<uint> seen = [];
        var scored = new float[model.ClauseActs.Labels];
        for (var start = 0; start < chain.Joints; start++)
        {
            for (var end = start + 1; end < chain.Joints; end++)
            {
                seen.Clear();
                Array.Clear(scored);
                var scores = chain.ScoresOf(start, end);
                features.OfClause(chain.TokenOf(start), chain.TokenOf(end), kinds, seen);
                model.ClauseActs.Score(seen, scored);
                var joint = start == 0 ? 0 : joints[chain.TokenOf(start)] + ReadilyParted;
                for (var act = 0; act < scores.Length; act++)
                    scores[act] = (scored[act] + scored[^1] + joint) / model.ActTemperature;
            }
        }

        chain.Weigh(_actStepWeights);
        List<ReadClause> read = [];
        foreach (var (start, end, _) in chain.Best(_actSteps))
        {
            var likely = LikelihoodsOf(chain, start, end);
            var (best, second) = TwoBest(likely);
            var (first, after) = (chain.TokenOf(start), chain.TokenOf(end));
            read.Add(new ReadClause(
                model.Acts[best], likely[best], tokens[first].Start, tokens[after - 1].End,
                SpansOf(text, tokens, labels, certainties, first, after))
            {
                Second = (model.Acts[second], likely[second]),
                Acts = Enumerable.Range(0, likely.Length)
                    .Where(act => likely[act] >= Hardly)
                    .ToDictionary(act => model.Acts[act], act => likely[act]),
            });
        }

        return read;
    }

    /// <summary>For each token its score as the first of a clause; a span is never parted.</summary>
    public static float[] JointScores(
        WeightTable table, Features features, IReadOnlyList<string?> kinds, IReadOnlyList<bool> begins)
    {
        var joints = new float[kinds.Count];
        List<uint> seen = [];
        for (var i = 0; i < joints.Length; i++)
        {
            joints[i] = Chain.Never;
            if (i == 0 || (kinds[i] is not null && !begins[i]))
                continue;
            seen.Clear();
            joints[i] = 0;
            features.OfJoint(i, kinds, seen);
            table.Score(seen, joints.AsSpan(i, 1));
        }

        return joints;
    }

    /// <summary>The joints that are looked at, and both ends.</summary>
    /// <param name="scores">For each token its score as a joint.</param>
    /// <param name="known">Tokens that are.</param>
    public static int[] JointsOf(float[] scores, IEnumerable<int> known) => [.. Enumerable.Range(0, scores.Length)
        .Where(i => scores[i] > LeastJoint)
        .OrderByDescending(i => scores[i])
        .Take(MostJoints)
        .Concat(known)
        .Append(0)
        .Append(scores.Length)
        .Distinct()
        .Order()];

    // How likely the tokens between two joints are of each act, however they are parted: the mean over them.
    private float[] LikelihoodsOf(ClauseChain chain, int first, int last)
    {
        var likely = new float[model.Acts.Length];
        var (from, to) = (chain.TokenOf(first), chain.TokenOf(last));
        for (var start = 0; start < last; start++)
        {
            for (var end = Math.Max(start, first) + 1; end < chain.Joints; end++)
            {
                var shared = Math.Min(to, chain.TokenOf(end)) - Math.Max(from, chain.TokenOf(start));
                Vectors.AddScaled(likely, chain.LikelihoodsOf(start, end), (1 - Disputed) * shared / (to - from));
            }
        }

        return likely;
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
            var start = tokens[WholeWord(tokens, labels, first, i)].Start;
            spans.Add(new ReadSpan(
                model.Kinds[Model.KindOf(labels[i])], text[start..tokens[last].End], start, certainty));
        }

        return spans;
    }

    // A span does not begin within a word: "demi-douzaine" is no dozen.
    private static int WholeWord(List<Token> tokens, int[] labels, int first, int i)
    {
        while (i - 2 >= first && char.IsLetter(tokens[i].Text[0]) && char.IsLetter(tokens[i - 2].Text[0])
            && tokens[i - 1].Text == "-" && tokens[i - 1].End == tokens[i].Start
            && tokens[i - 2].End == tokens[i - 1].Start && labels[i - 1] == 0 && labels[i - 2] == 0)
            i -= 2;
        return i;
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
