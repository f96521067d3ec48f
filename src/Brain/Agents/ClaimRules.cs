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

    /// <summary>
    /// The kinds that are known of one topic and said of no other, where a sentence speaks of topics: prices, times.
    /// </summary>
    public IReadOnlySet<ClaimKind> OfTopics { get; init; } = FrozenSet<ClaimKind>.Empty;

    /// <summary>What the business speaks of besides its goods.</summary>
    public Topics Topics { get; init; } = Topics.None;

    /// <summary>Names of the members that say what a thing is called; the first that names one counts.</summary>
    public IReadOnlyList<string> NameMembers { get; init; } = ["title"];

    /// <summary>Names of the members that say what the text beside them is about.</summary>
    public IReadOnlyList<string> TitleMembers { get; init; } = ["question"];

    /// <summary>
    /// Whether what a thing costs and how many there are stands in members alone, and texts that name a thing say
    /// nothing of it.
    /// </summary>
    public bool ThingsArePriced { get; init; }

    /// <summary>
    /// From the name of a member to what one of it is in the figure of its claim: days of a duration are 86,400.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> Units { get; init; } = FrozenDictionary<string, decimal>.Empty;

    /// <summary>
    /// Names of the members that say of their topic that it is free: true, or a number above 0 ("free from", "days to
    /// try").
    /// </summary>
    public IReadOnlySet<string> FreeMembers { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Names of the members that hold what describes goods.</summary>
    public IReadOnlySet<string> OfGoods { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The kinds that what describes goods may support: what they are made of, how long they last.</summary>
    public IReadOnlySet<ClaimKind> OfGoodsTexts { get; init; } = FrozenSet<ClaimKind>.Empty;

    /// <summary>The topics that what describes goods may speak of.</summary>
    public IReadOnlySet<string> TopicsOfGoods { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Names of the members that say in words what others hold as numbers; they support nothing.</summary>
    public IReadOnlySet<string> InWordsOnly { get; init; } = FrozenSet<string>.Empty;

    /// <summary>
    /// Names of the members that hold what the contact wrote: it supports nothing but where they are reached
    /// themselves.
    /// </summary>
    public IReadOnlySet<string> OfContact { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The same kinds as a model is told of them: "a price, a stock figure or a delivery cost".</summary>
    public required string InWords { get; init; }

    /// <summary>What is said once in place of a sentence that nothing supports.</summary>
    public required Func<TurnContext, AgentText> Instead { get; init; }
}
