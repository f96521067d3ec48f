using System.Runtime.InteropServices;
using Gateway.Brain.House.Places;

namespace Gateway.Brain.House.Entities;

/// <summary>
/// How many of something, as it is said of what nobody counts exactly: <c>environ 85 000</c>, <c>entre 50 et 100</c>,
/// <c>less than ten</c>, <c>80-90k</c>.
/// </summary>
/// <param name="Least">The lower bound as it is said; null when it is open.</param>
/// <param name="Most">The upper bound as it is said, the same as <paramref name="Least"/> for a single number; null
/// when it is open.</param>
/// <param name="IsApproximate">Whether it is said to be near, or is a round lot.</param>
/// <param name="IsShort">Whether thousands are said by a letter or a word.</param>
/// <param name="Tokens">How many tokens it takes; 0 when none begins there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NumberRange(
    decimal? Least, decimal? Most, bool IsApproximate, bool IsShort, int Tokens)
{
    // Who says "80 à 90 000" means 80 000; who says "2 à 90 000" may not.
    private const int LeastShared = 10;
    private const int Thousand = 1_000;

    private static readonly TokenPhrases<Bound> Before = new(
        (Bound.Near, """
            environ; a peu pres; dans les; autour de; autour des; around; about; roughly; approximately; approx; circa
            presque; almost; nearly; just under; just over; a little under; a little over; a bit under; a bit over
            pres de; quasi; quasiment; some; vers; vers les; maybe; peut etre; un peu plus de; un peu moins de
            a la louche; grosso modo; somewhere around; close to; pas loin de; not far off; aux alentours de
            aux alentours des
            in the region of; je dirais; i d say; i guess; je pense; i think; in the neighbourhood of
            dans les environs de; il doit y avoir; approximativement; well about; quelque
            """),
        (Bound.Least, """
            plus de; more than; over; au moins; at least; minimum; above; upwards of; pas moins de; no less than
            au dela de; superieur a; well over; north of
            """),
        (Bound.Most, """
            moins de; less than; under; fewer than; au plus; at most; up to; jusqu a; maximum; max; below; pas plus de
            no more than; not more than; maxi; en dessous de; meme pas; not even; inferieur a; well under; sous les
            """));

    private static readonly TokenPhrases<Bound> Behind = new(
        (Bound.Near, """
            environ; or so; ish; a peu pres; et des poussieres; et quelques; odd; plus ou moins; roughly
            give or take; approx; approximately; grosso modo; a la louche; en gros; more or less; about
            """),
        (Bound.Least, "minimum; au moins; at least; et plus; ou plus; or more; and up; mini; plus"),
        (Bound.Most, "maximum; au plus; at most; max; maxi; ou moins; or less; or fewer; tops; grand maximum"));

    private enum Bound
    {
        None,
        Near,
        Least,
        Most,
    }

    /// <summary>Reads what begins at a token.</summary>
    /// <param name="text">The message.</param>
    /// <param name="tokens">Its tokens, by <see cref="WrittenNumber.TokensOf"/>.</param>
    /// <param name="at">Index of the first of them.</param>
    public static NumberRange Read(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        var (bound, used) = Before.At(tokens, at);
        var pair = WrittenNumber.TextAt(tokens, at + used) is "entre" or "between" or "de" or "from" ? 1 : 0;
        var first = WrittenNumber.Read(text, tokens, at + used + pair);
        if (first.Tokens == 0)
            return default;
        var next = at + used + pair + first.Tokens;
        var joint = JointAt(text, tokens, next);
        var second = joint < 0 ? default : WrittenNumber.Read(text, tokens, next + joint);
        if (second.Tokens > 0 && bound is Bound.None or Bound.Near && IsPair(first, second) is var least
            && least < second.Value)
        {
            next += joint + second.Tokens;
            return new NumberRange(
                least, second.Value, bound == Bound.Near, first.IsShort || second.IsShort, next - at);
        }

        // "De 2014", "between 5": what is said of a pair that is none.
        if (pair == 1)
            return default;
        return Bounded(first, bound, next - at)
            .WithWhatFollows(text, tokens, at + next - at);
    }

    /// <summary>The same, with what is said of it behind a place: <c>km environ</c>, <c>or so</c>, <c>+</c>.</summary>
    /// <param name="text">The message.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="at">The place, an index of tokens.</param>
    public NumberRange WithWhatFollows(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        if (at > 0 && at <= tokens.Count && tokens[at - 1].End < text.Length && text[tokens[at - 1].End] == '+'
            && Least == Most)
            return this with { Most = null };
        // "60k, about a year ago": another clause tells of something else.
        if (at >= tokens.Count || tokens[at].Before is not (Gap.Space or Gap.Tight))
            return this;
        var (bound, used) = Behind.At(tokens, at);
        return bound switch
        {
            Bound.Near => this with { IsApproximate = true, Tokens = Tokens + used },
            Bound.Least when Least == Most => this with { Most = null, Tokens = Tokens + used },
            Bound.Most when Least == Most => this with { Least = null, Tokens = Tokens + used },
            _ => this,
        };
    }

    private static NumberRange Bounded(WrittenNumber number, Bound bound, int tokens) => new(
        bound == Bound.Most ? null : number.Value, bound == Bound.Least ? null : number.Value,
        bound == Bound.Near || number.IsRough, number.IsShort, tokens);

    // "80 à 90 000", "60 to 65k": the thousands are said once.
    private static decimal IsPair(WrittenNumber first, WrittenNumber second) =>
        first.Value is >= LeastShared and < Thousand && second.Value >= first.Value * Thousand / 2
        && second.Value >= 10 * Thousand
            ? first.Value * Thousand
            : first.Value;

    // How many tokens join two numbers to a range; -1 where they are not joined.
    private static int JointAt(string text, IReadOnlyList<AddressToken> tokens, int at)
    {
        if (at >= tokens.Count)
            return -1;
        if (tokens[at].Text is "a" or "et" or "and" or "to" or "ou" or "or")
            return 1;
        return text.AsSpan(tokens[at - 1].End, tokens[at].Start - tokens[at - 1].End).Trim() is "-" or "–" or "/"
            ? 0
            : -1;
    }
}
