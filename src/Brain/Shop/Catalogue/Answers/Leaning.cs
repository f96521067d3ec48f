using System.Collections.Frozen;
using Gateway.Brain.House.Learning;

namespace Gateway.Brain.Shop.Catalogue.Answers;

/// <summary>
/// Weighs what speaks for a question's going on from the answer that was told last: "and how long?", "what do I pay for
/// that?". What it weighs is added to the scores that the question has by itself.
/// </summary>
internal sealed class Leaning
{
    /// <summary>What is seen of a question and an entry beside the one told, each about 0 to 1.</summary>
    public static readonly string[] OfEntry =
    [
        "told", "told.met", "told.unmet", "told.joins", "told.refers", "told.few", "told.words", "told.concepts",
        "told.acts", "told.unasked", "told.sense", "told.names", "told.few.met", "told.seconds",
        "told.country", "told.wrong", "told.wrong.met", "near", "near.joins", "near.few", "other.met", "other.place",
        "other.names",
    ];

    /// <summary>What is seen of a question by itself, after something was told.</summary>
    public static readonly string[] OfNone =
        ["after", "after.joins", "after.refers", "after.few", "after.wants", "after.chat", "after.asks", "after.names"];

    /// <summary>How steeply likelihood rises with a score, and where; after something was told.</summary>
    public const string Slope = "after-slope";

    /// <summary>See <see cref="Slope"/>.</summary>
    public const string Offset = "after-offset";

    // What is said in so few words leaves the rest to what was said before.
    private const float Few = 4;

    private const float OfTheSame = 0.15f;
    private const float Ahead = 0.01f;

    private const float RatherWrong = 0.2f;
    private const float SharesMuch = 0.3f;

    private static readonly int IsTold = Array.IndexOf(OfEntry, "told");
    private static readonly int Met = Array.IndexOf(OfEntry, "told.met");
    private static readonly int Words = Array.IndexOf(OfEntry, "told.words");
    private static readonly int Concepts = Array.IndexOf(OfEntry, "told.concepts");
    private static readonly int Wrong = Array.IndexOf(OfEntry, "told.wrong");
    private static readonly int ToCountry = Array.IndexOf(OfEntry, "told.country");
    private static readonly int Near = Array.IndexOf(OfEntry, "near");

    private static readonly FrozenSet<string> Joins = Set(
        "et and so donc alors mais but or ou n puis sinon also aussi then even meme what if si enfin bon ok");

    private static readonly FrozenSet<string> Refers = Set(
        "it its that thats this them they these those one ones there ther then either same instead too after " +
        "afterwards ca sa cela ce c celui celle y en ils elles lui leur pareil dessus dedans apres deja plutot idem");

    private static readonly FrozenSet<string> Asks = Set(
        "how what when where who which why can could do does is are will would may combien cb quand qui que quoi koi " +
        "ou comment pourquoi quel quelle quels quelles est faut peut peux puis dois ya vous");

    private readonly float[] _entry;
    private readonly float[] _none;
    private readonly float _slope;
    private readonly float _offset;

    public Leaning(IReadOnlyDictionary<string, float> weights)
    {
        _entry = [.. OfEntry.Select(name => weights.GetValueOrDefault(name))];
        _none = [.. OfNone.Select(name => weights.GetValueOrDefault(name))];
        _slope = weights.GetValueOrDefault(Slope, 1);
        _offset = weights.GetValueOrDefault(Offset);
    }

    /// <summary>What speaks for an entry besides its own score.</summary>
    public float OfEntryScore(ReadOnlySpan<float> seen) => Vectors.Dot(_entry, seen);

    /// <summary>What speaks for there being no answer besides its own score.</summary>
    public float OfNoneScore(ReadOnlySpan<float> seen) => Vectors.Dot(_none, seen);

    /// <summary>0 to 1: how likely an entry answers.</summary>
    public double Likelihood(float entry, float none) => 1 / (1 + Math.Exp(-((_slope * (entry - none)) + _offset)));

    /// <summary>
    /// Lets what was told of a country stand before what is told of the same elsewhere: "and how many days?" after
    /// "to Switzerland?" asks for those to Switzerland. In the same way what is done where something went wrong stands
    /// before what is done in general: "how long have I got?", "do I get my money back?".
    /// </summary>
    /// <param name="seen">The question.</param>
    /// <param name="entries">What was seen beside each entry.</param>
    /// <param name="scores">Of each entry, with what speaks for it besides.</param>
    /// <returns>Whether what was told stands before.</returns>
    public static bool KeepToTold(Sight seen, float[][] entries, float[] scores)
    {
        var told = Array.FindIndex(entries, of => of[IsTold] > 0);
        var best = Array.IndexOf(scores, scores.Max());
        var of = entries[told];
        if (best == told)
            return of[ToCountry] >= 1;
        var isOfCountry = of[ToCountry] >= 1 && entries[best][Near] >= OfTheSame;
        var isDeadline = Wanted.AsksForDeadline(seen.Folded);
        var isOfWrong = of[Wrong] >= RatherWrong && !seen.Wanted.Contact && !seen.Wanted.Place
            && (seen.Wanted.Duration ? isDeadline && of[Met] > 0
                : of[Concepts] >= SharesMuch || of[Words] >= SharesMuch);
        if (!isOfCountry && !isOfWrong)
            return false;
        scores[told] = scores[best] + Ahead;
        return true;
    }

    /// <summary>What is seen beside each entry, by the names in <see cref="OfEntry"/>, and of the question, by those in
    /// <see cref="OfNone"/>.</summary>
    /// <param name="seen">The question.</param>
    /// <param name="told">The entry that was told.</param>
    /// <param name="parts">All parts.</param>
    /// <param name="partsOf">Those of each entry.</param>
    /// <param name="wholes">What each entry is about.</param>
    /// <param name="complaint">Place of the act by which people tell what went wrong; or -1.</param>
    public static (float[][] Entries, float[] None) Look(
        Sight seen, int told, AnswerPart[] parts, (int First, int End)[] partsOf, float[][] wholes,
        int complaint)
    {
        var words = seen.Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (joins, refers, asks) = (
            One(words is [var first, ..] && Joins.Contains(first)), One(words.Any(Refers.Contains)),
            One(seen.IsQuestion || words.Any(Asks.Contains)));
        var few = MathF.Min(1, Few / MathF.Max(1, words.Length));
        var entries = new float[partsOf.Length][];
        var isMet = seen.Wanted.Any && IsMet(seen.Wanted, PartsOf(told));
        var names = One(seen.Mentions.WeekDays != 0 || seen.Mentions.Countries.Count > 0);
        // What went wrong is put right by what the same answer says, whatever shops say of refunds elsewhere.
        var wrong = complaint < 0 ? 0 : Best(partsOf[told], at => parts[at].Sharpened()[complaint]);
        var second = ByOwnScore(seen, told);
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var of = partsOf[entry];
            var met = One(entry == told ? isMet : !isMet && seen.Wanted.Any && IsMet(seen.Wanted, PartsOf(entry)));
            var named = Best(of, at => One(Names(seen.Mentions, parts[at].Mentions)));
            var near = MathF.Max(0, Vectors.Dot(wholes[entry], wholes[told]));
            entries[entry] = entry == told
                ? [
                    1, met, One(seen.Wanted.Any) - met, joins, refers, few,
                    Best(of, seen.Words.Share), Best(of, seen.Concepts.Share),
                    Best(of, at => seen.ActsOf(parts[at])), seen.Unasked,
                    MathF.Max(0, Vectors.Dot(seen.Sense, wholes[entry])),
                    named, few * met, second,
                    Best(of, at => GoesThere(seen, parts[at].Mentions)),
                    wrong, wrong * met, 0, 0, 0, 0, 0, 0,
                ]
                : [
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, near, near * joins, near * few, met,
                    met * One((seen.Wanted.Place || seen.Wanted.Contact) && !seen.Wanted.Amount), named,
                ];
        }

        return (entries,
            [1, joins, refers, few, One(seen.Wanted.Any), seen.Chat, asks, names]);

        ReadOnlySpan<AnswerPart> PartsOf(int entry) => parts.AsSpan(partsOf[entry].First..partsOf[entry].End);
    }

    // Whether the entry told is among the likeliest by the question's own words.
    private static float ByOwnScore(Sight seen, int told)
    {
        var own = seen.Scores[told];
        return 1f / (1 + seen.Scores.Count(score => score > own));
    }

    // What is said of the country that was asked about before is what is asked on about.
    private static float GoesThere(Sight seen, Mentions told) => !told.NamesAny(seen.CountriesBefore) ? 0
        : seen.Wanted.IsIn(told) ? 1 : 0.3f;

    private static bool Names(Mentions asked, Mentions told) =>
        (asked.WeekDays & told.WeekDays) != 0 || told.NamesAny(asked.Countries)
        || (asked.Countries.Count > 0 && told.OtherCountries);

    private static bool IsMet(Wanted wanted, ReadOnlySpan<AnswerPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.Place is not null && wanted.IsIn(part.Mentions))
                return true;
        }

        return false;
    }

    private static float Best((int First, int End) parts, Func<int, float> of)
    {
        var best = 0f;
        for (var at = parts.First; at < parts.End; at++)
            best = MathF.Max(best, of(at));
        return best;
    }

    private static float One(bool isSo) => isSo ? 1 : 0;

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
