using Gateway.Sessions;

namespace Gateway.Brain.ChatModels;

/// <summary>What may be spent on words.</summary>
internal interface IModelBudget
{
    /// <summary>Counts a turn that a model is to be asked for.</summary>
    /// <param name="turn">The turn; run again, it costs again.</param>
    /// <returns>False when the day's budget is used up: what costs nothing answers then.</returns>
    /// <exception cref="SessionStoreUnavailableException">It could not be counted. The turn is run again.</exception>
    Task<bool> MaySpendAsync(Turn turn);
}

/// <summary>Where only the house model answers, there is nothing to pay.</summary>
internal sealed class NothingToPay : IModelBudget
{
    /// <inheritdoc/>
    public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(true);
}
