using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.ChatModels;

/// <summary>What may be spent on words.</summary>
internal interface IModelBudget
{
    /// <summary>Counts a turn that a model is to be asked for, if there are tokens left.</summary>
    /// <param name="turn">The turn; run again, it costs again.</param>
    /// <returns>False when the day's budget is used up: what costs nothing answers then.</returns>
    /// <exception cref="SessionStoreUnavailableException">It could not be counted. The turn is run again.</exception>
    Task<bool> MaySpendAsync(Turn turn);

    /// <summary>
    /// Books what a request took. The runner calls it with each <see cref="UsedContent"/> among the updates of a model,
    /// at the latest when the turn ends: what is booked counts from the session's next turn on. A failure to book is
    /// logged and no fault of the turn.
    /// </summary>
    /// <param name="turn">The turn that asked.</param>
    /// <param name="usage">What it took.</param>
    Task BookAsync(Turn turn, ModelUsage usage);
}

/// <summary>Where only the house model answers, there is nothing to pay.</summary>
internal sealed class NothingToPay : IModelBudget, IWorkspaceBudget
{
    /// <inheritdoc/>
    public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task BookAsync(Turn turn, ModelUsage usage) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> HasTokensAsync(string workspace) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task BookAsync(string workspace, ModelUsage usage) => Task.CompletedTask;
}
