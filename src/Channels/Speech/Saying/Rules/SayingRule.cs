using System.Text.RegularExpressions;

namespace Gateway.Channels.Speech.Saying.Rules;

/// <summary>One way in which something written is spoken.</summary>
/// <param name="Pattern">
/// What is written; where it has a group <c>it</c>, that is spoken, and the rest is what must stand around it.
/// </param>
/// <param name="Say">The words; empty for what is left out, null where the match is something else after all.</param>
internal sealed record SayingRule(Regex Pattern, Func<Match, string?> Say)
{
    private const string It = "it";

    private readonly bool _hasPlace = Pattern.GetGroupNames().Contains(It);

    /// <summary>A rule of words that are always the same.</summary>
    public SayingRule(Regex pattern, string words)
        : this(pattern, _ => words)
    {
    }

    /// <summary>What is spoken of a match.</summary>
    public (int Start, int Length) Place(Match match) =>
        _hasPlace ? (match.Groups[It].Index, match.Groups[It].Length) : (match.Index, match.Length);
}
