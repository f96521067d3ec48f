using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.ChatModels;

/// <summary>What a workspace may spend on words that none of its contacts asked for.</summary>
internal interface IWorkspaceBudget
{
    /// <summary>Whether the workspace has tokens left of the day's. To look takes nothing of them.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <exception cref="SessionStoreUnavailableException">That cannot be known now.</exception>
    Task<bool> HasTokensAsync(string workspace);

    /// <summary>Books what a request took to the workspace, and to no session. A failure to book is logged.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="usage">What it took.</param>
    Task BookAsync(string workspace, ModelUsage usage);
}
