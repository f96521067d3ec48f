namespace Gateway.Brain.House.Learning;

/// <summary>
/// All the ways to part an utterance into clauses, and what is done by each of these, decided together (a conditional
/// random field over stretches of different lengths: Sarawagi and Cohen 2004).
/// </summary>
/// <param name="joints">Where clauses may begin, in order: the first at nothing, the last at the end.</param>
/// <param name="acts">How many acts there are.</param>
internal sealed class ClauseChain(int[] joints, int acts)
{
    private readonly int _last = joints.Length - 1;
    private readonly float[] _likelihoods = new float[joints.Length * joints.Length * acts];

    // What comes before a joint, with what follows from it; what comes after a joint, and after a clause from there.
    private readonly float[] _before = new float[joints.Length * acts];
    private readonly float[] _into = new float[joints.Length * acts];
    private readonly float[] _after = new float[joints.Length * acts];
    private readonly float[] _from = new float[joints.Length * acts];

    /// <summary>How many joints there are, both ends with them.</summary>
    public int Joints => joints.Length;

    /// <summary>The first token of a joint.</summary>
    public int TokenOf(int joint) => joints[joint];

    /// <summary>The scores of the acts of each possible clause; those that begin within have that of their joint
    /// in it.</summary>
    public float[] Scores { get; } = new float[joints.Length * joints.Length * acts];

    /// <summary>The scores of the acts of the clause between two joints.</summary>
    public Span<float> ScoresOf(int start, int end) => Of(Scores, start, end);

    /// <summary>After <see cref="Weigh"/>: how likely there is a clause between two joints, by act.</summary>
    public Span<float> LikelihoodsOf(int start, int end) => Of(_likelihoods, start, end);

    /// <summary>Finds how likely each clause is.</summary>
    /// <param name="steps">Act by act the exponential of the score of each after it; the last row is that of the
    /// beginning.</param>
    public void Weigh(ReadOnlySpan<float> steps)
    {
        Span<float> scales = stackalloc float[joints.Length];
        Span<float> ends = stackalloc float[joints.Length];
        steps.Slice(acts * acts, acts).CopyTo(Of(_into, 0));
        for (var end = 1; end <= _last; end++)
        {
            var most = float.NegativeInfinity;
            for (var start = 0; start < end; start++)
                most = Math.Max(most, Vectors.Most(ScoresOf(start, end)) + scales[start]);
            var now = Of(_before, end);
            for (var start = 0; start < end; start++)
            {
                var scores = ScoresOf(start, end);
                var into = Of(_into, start);
                var shift = scales[start] - most;
                if (Vectors.Most(scores) + shift < -30)
                    continue;
                for (var act = 0; act < acts; act++)
                    now[act] += MathF.Exp(scores[act] + shift) * into[act];
            }

            scales[end] = most + Normalize(now);
            if (end == _last)
                break;
            var next = Of(_into, end);
            for (var act = 0; act < acts; act++)
            {
                if (now[act] > 1e-9f)
                    Vectors.AddScaled(next, steps.Slice(act * acts, acts), now[act]);
            }
        }

        Of(_after, _last).Fill(1f);
        for (var start = _last - 1; start >= 0; start--)
        {
            var most = float.NegativeInfinity;
            for (var end = start + 1; end <= _last; end++)
                most = Math.Max(most, Vectors.Most(ScoresOf(start, end)) + ends[end]);
            var from = Of(_from, start);
            for (var end = start + 1; end <= _last; end++)
            {
                var scores = ScoresOf(start, end);
                var after = Of(_after, end);
                var shift = ends[end] - most;
                if (Vectors.Most(scores) + shift < -30)
                    continue;
                for (var act = 0; act < acts; act++)
                    from[act] += MathF.Exp(scores[act] + shift) * after[act];
            }

            ends[start] = most + Normalize(from);
            var before = Of(_after, start);
            if (start == 0)
                break;
            for (var act = 0; act < acts; act++)
                before[act] = Vectors.Dot(steps.Slice(act * acts, acts), from);
        }

        for (var end = 1; end <= _last; end++)
        {
            for (var start = 0; start < end; start++)
            {
                var scores = ScoresOf(start, end);
                var into = Of(_into, start);
                var after = Of(_after, end);
                var likely = LikelihoodsOf(start, end);
                var shift = scales[start] + ends[end] - scales[_last];
                for (var act = 0; act < acts; act++)
                    likely[act] = MathF.Exp(scores[act] + shift) * into[act] * after[act];
            }
        }
    }

    /// <summary>After <see cref="Weigh"/>: adds how likely each pair of acts meets at a joint within.</summary>
    public void AddPairs(Span<float> pairs, ReadOnlySpan<float> steps)
    {
        for (var joint = 1; joint < _last; joint++)
        {
            var before = Of(_before, joint);
            var from = Of(_from, joint);
            var after = Of(_after, joint);
            var all = Vectors.Dot(before, after);
            var share = 0f;
            for (var end = joint + 1; end <= _last; end++)
                share += Vectors.Sum(LikelihoodsOf(joint, end));
            for (var act = 0; act < acts; act++)
            {
                var own = before[act] / all * share;
                if (own * after[act] > 1e-6f)
                    Vectors.AddProduct(pairs.Slice(act * acts, acts), steps.Slice(act * acts, acts), from, own);
            }
        }
    }

    /// <summary>The likeliest clauses: their joints and acts.</summary>
    /// <param name="steps">Act by act the score of each after it; the last row is that of the beginning.</param>
    public List<(int Start, int End, int Act)> Best(ReadOnlySpan<float> steps)
    {
        var best = new float[joints.Length * acts];
        var from = new (int Start, int Act)[joints.Length * acts];
        Array.Fill(best, float.NegativeInfinity);
        var entry = new float[acts];
        var entered = new int[acts];
        for (var start = 0; start < _last; start++)
        {
            for (var act = 0; act < acts; act++)
            {
                (entry[act], entered[act]) = (start == 0 ? steps[(acts * acts) + act] : float.NegativeInfinity, -1);
                for (var previous = 0; start > 0 && previous < acts; previous++)
                {
                    var score = best[(start * acts) + previous] + steps[(previous * acts) + act];
                    if (score > entry[act])
                        (entry[act], entered[act]) = (score, previous);
                }
            }

            for (var end = start + 1; end <= _last; end++)
            {
                var scores = ScoresOf(start, end);
                for (var act = 0; act < acts; act++)
                {
                    if (entry[act] + scores[act] <= best[(end * acts) + act])
                        continue;
                    best[(end * acts) + act] = entry[act] + scores[act];
                    from[(end * acts) + act] = (start, entered[act]);
                }
            }
        }

        var at = 0;
        for (var act = 1; act < acts; act++)
        {
            if (best[(_last * acts) + act] > best[(_last * acts) + at])
                at = act;
        }

        List<(int Start, int End, int Act)> clauses = [];
        for (var end = _last; end > 0;)
        {
            var (start, before) = from[(end * acts) + at];
            clauses.Add((start, end, at));
            (end, at) = (start, before);
        }

        clauses.Reverse();
        return clauses;
    }

    private Span<float> Of(float[] all, int start, int end) =>
        all.AsSpan(((start * joints.Length) + end) * acts, acts);

    private Span<float> Of(float[] all, int joint) => all.AsSpan(joint * acts, acts);

    // Divides by the sum; its logarithm.
    private static float Normalize(Span<float> values)
    {
        var sum = Vectors.Sum(values);
        for (var i = 0; i < values.Length; i++)
            values[i] /= sum;
        return MathF.Log(sum);
    }
}
