using Microsoft.Extensions.AI;

namespace Gateway.Brain.Turns;

/// <summary>
/// What a request to a model took, handed out beside its words: once at the end of an answer, and once for each model
/// that gave way before. It is for the ledger and the budget, and no model hears of it again.
/// </summary>
/// <param name="usage">What was used.</param>
internal sealed class UsedContent(ModelUsage usage) : AIContent
{
    /// <summary>What was used.</summary>
    public ModelUsage Usage => usage;
}
