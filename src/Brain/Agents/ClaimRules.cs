using System.Collections.Frozen;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;

namespace Gateway.Brain.Agents;

/// <summary>
/// What a solution's replies may not state unless it stands in what the turn knows, and how its facts say it.
/// </summary>
internal sealed record ClaimRules
{
    /// <summary>The kinds of claims that are checked.</summary>
    public required IReadOnlySet<ClaimKind> Kinds { get; init; }

    /// <summary>
    /// From the name of a member in tool results and state to the kind of claim that its number supports. Texts support
    /// what they state themselves, and dates and times in ISO 8601 what they are.
    /// </summary>
    public required IReadOnlyDictionary<string, ClaimKind> Members { get; init; }

    /// <summary>
    /// The kinds that are known of one thing and said of no other, where a sentence names things: prices and pieces.
    /// </summary>
    public IReadOnlySet<ClaimKind> OfThings { get; init; } = FrozenSet<ClaimKind>.Empty;

    /// <summary>Name of the member that says what a thing is called.</summary>
    public string NameMember { get; init; } = "title";

    /// <summary>Names of the members that hold what describes goods: its figures are no price of them.</summary>
    public IReadOnlySet<string> OfGoods { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Names of the members that hold what the contact wrote: it supports nothing.</summary>
    public IReadOnlySet<string> OfContact { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The same kinds as a model is told of them: "a price, a stock figure or a delivery cost".</summary>
    public required string InWords { get; init; }

    /// <summary>What is said once in place of a sentence that nothing supports.</summary>
    public required Func<TurnContext, AgentText> Instead { get; init; }
}
