using Gateway.Brain.ChatModels;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Replays;

/// <summary>
/// The models that a replay can ask, each by itself, without those it would give way to: how it does is what is to be
/// seen. They have the time-outs of the configuration; what a replay finds of their health is nothing to visitors.
/// </summary>
/// <param name="named">The configured ones, in their order.</param>
/// <param name="inOrder">All of them as one, as visitors meet them.</param>
internal sealed class ReplayModels(IReadOnlyList<ReplayModel> named, ReplayModel inOrder)
{
    /// <summary>What they are called, in their order.</summary>
    public IEnumerable<string> Names => named.Select(model => model.Name);

    /// <summary>A model.</summary>
    /// <param name="name">Its name in the configuration; null for all of them in their order.</param>
    /// <returns>Null where there is none of that name.</returns>
    public ReplayModel? Find(string? name) => name is null
        ? inOrder
        : named.FirstOrDefault(model => model.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A model of a replay.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Client">The model.</param>
/// <param name="Sight">What it can read.</param>
internal sealed record ReplayModel(string Name, IChatClient Client, Sight Sight);
