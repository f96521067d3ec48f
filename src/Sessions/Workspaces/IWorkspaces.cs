using System.Diagnostics.CodeAnalysis;

namespace Gateway.Sessions.Workspaces;

/// <summary>
/// The businesses that are being served, as their files and the table stand now. Safe to ask from any thread, and as
/// often as one likes: answers come from memory. A <see cref="Workspace"/> never changes; who began with one keeps it.
/// </summary>
public interface IWorkspaces
{
    /// <summary>All of them, by id.</summary>
    IReadOnlyCollection<Workspace> All { get; }

    /// <summary>The one with that id, if it is being served.</summary>
    bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace);

    /// <summary>The one that is found by that on a channel, with the channel it is.</summary>
    /// <param name="kind">One of <see cref="ChannelKind"/>.</param>
    /// <param name="line">
    /// <see cref="WorkspaceChannel.Name"/> in any case: an E.164 number, a bot's user name, a widget's site key.
    /// </param>
    /// <param name="workspace">The business.</param>
    /// <param name="channel">Its channel.</param>
    bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
        [NotNullWhen(true)] out WorkspaceChannel? channel);

    /// <summary>
    /// Raised after the set has changed; the argument is the new set. What was read from a workspace and is kept over
    /// time (pollers, imports, lists) follows this.
    /// </summary>
    event Action<IReadOnlyCollection<Workspace>>? Changed;
}
