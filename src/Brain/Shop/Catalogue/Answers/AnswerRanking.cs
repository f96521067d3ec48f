using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>
/// Weighs what speaks for an entry, and for there being no answer: a linear model with a few hidden units, whose scores
/// are compared by a softmax when it is learned. An entry's likelihood is a logistic function of how far it is above no
/// answer.
/// </summary>
internal sealed class AnswerRanking
{
    /// <summary>What is seen of a question and an entry, each about 0 to 1.</summary>
    public static readonly string[] OfEntry =
    [
        "wayActs", "bodyActs", "waySense", "bodySense", "wholeSense", "wayWords", "wayCovered", "bodyWords",
        "wholeWords", "wayConcepts", "wayConceptsCovered", "bodyConcepts", "wholeConcepts", "letters", "country",
        "otherCountries", "abroadUnasked", "day", "number", "amount", "duration", "clock", "actsAndSense",
        "wordsAndSense", "same", "rareWay", "rareBody", "rareConceptWay", "rareConceptBody",
        "missing", "missingConcept",
        "wayActsAsSense", "bodyActsAsSense", "wholeActsAsSense", "waySharp", "bodySharp", "wholeSharp",
        "contact", "place", "wayExtra",
    ];

    /// <summary>What is seen of a question by itself.</summary>
    public static readonly string[] OfNone =
    [
        "none", "unknown", "off", "chat", "goods", "unasked", "few", "unanswered", "entries", "senseless", "sure",
    ];

    /// <summary>How many intermediate numbers there are.</summary>
    public const int Hidden = 6;

    /// <summary>Place of the number that tells whether the question is a heading word for word.</summary>
    public static readonly int Same = Array.IndexOf(OfEntry, "same");

    /// <summary>Place of the number that tells how much of what is asked a heading is read as.</summary>
    public static readonly int HeadingActs = Array.IndexOf(OfEntry, "wayActs");

    /// <summary>Place of the number that tells whether an entry is about places abroad, unasked.</summary>
    public static readonly int AbroadUnasked = Array.IndexOf(OfEntry, "abroadUnasked");

    private const string Slope = "slope";
    private const string Offset = "offset";

    private readonly float[] _entry;
    private readonly float[] _none;
    private readonly float[][] _hidden;
    private readonly float[] _hiddenBias;
    private readonly float[] _out;
    private readonly float _slope;
    private readonly float _offset;

    public AnswerRanking(IReadOnlyDictionary<string, float> weights)
    {
        _entry = [.. OfEntry.Select(name => weights.GetValueOrDefault(name))];
        _none = [.. OfNone.Select(name => weights.GetValueOrDefault(name))];
        _hidden = [.. Enumerable.Range(0, Hidden).Select(unit =>
            OfEntry.Select(name => weights.GetValueOrDefault($"{name}.{unit}")).ToArray())];
        _hiddenBias = [.. Enumerable.Range(0, Hidden).Select(unit => weights.GetValueOrDefault($"bias.{unit}"))];
        _out = [.. Enumerable.Range(0, Hidden).Select(unit => weights.GetValueOrDefault($"out.{unit}"))];
        _slope = weights.GetValueOrDefault(Slope, 1);
        _offset = weights.GetValueOrDefault(Offset);
    }

    /// <summary>What speaks for an entry.</summary>
    public float OfEntryScore(ReadOnlySpan<float> seen)
    {
        var score = Vectors.Dot(_entry, seen);
        for (var unit = 0; unit < Hidden; unit++)
            score += _out[unit] * MathF.Max(0, Vectors.Dot(_hidden[unit], seen) + _hiddenBias[unit]);
        return score;
    }

    /// <summary>What speaks for there being no answer.</summary>
    public float OfNoneScore(ReadOnlySpan<float> seen) => Vectors.Dot(_none, seen);

    /// <summary>0 to 1: how likely an entry answers.</summary>
    public double Likelihood(float entry, float none) => 1 / (1 + Math.Exp(-((_slope * (entry - none)) + _offset)));
}
