using System.Diagnostics.CodeAnalysis;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Memory;
using Gateway.Brain.Reception;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Replays;

/// <summary>
/// What surrounds a replayed turn: it hears, knows and spends what it would, and none of it reaches anything outside.
/// </summary>
/// <param name="workspace">The one business there is.</param>
/// <param name="budget">Where what models take is booked to the business.</param>
internal sealed class Aside(Workspace workspace, IWorkspaceBudget budget)
    : IWorkspaces, IAcquaintances, IConsents, IModelBudget, IReplyStream
{
    /// <inheritdoc/>
    public event Action<IReadOnlyCollection<Workspace>>? Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Workspace> All { get; } = [workspace];

    /// <inheritdoc/>
    public CancellationToken Interrupted => CancellationToken.None;

    /// <inheritdoc/>
    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? found)
    {
        found = id == workspace.Id ? workspace : null;
        return found is not null;
    }

    /// <inheritdoc/>
    public bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? found,
        [NotNullWhen(true)] out WorkspaceChannel? channel)
    {
        (found, channel) = (null, null);
        return false;
    }

    /// <summary>Who writes was known when the state was recorded.</summary>
    public Task<BrainState> RecognizeAsync(
        Turn turn, Workspace served, BrainState state, CancellationToken cancellationToken) => Task.FromResult(state);

    /// <inheritdoc/>
    public Task<BrainState> NoteNameAsync(
        Turn turn, BrainState state, string? name, CancellationToken cancellationToken) => Task.FromResult(state);

    /// <inheritdoc/>
    public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<SendingPermission> MaySendAsync(
        Workspace served, Session session, MessageClass @class, DateTimeOffset now,
        CancellationToken cancellationToken) => Task.FromResult(SendingPermission.Allowed);

    /// <inheritdoc/>
    public Task NoteSentAsync(
        Session session, string source, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A turn that has begun is not cut short: whether it may begin is asked before.</summary>
    public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(true);

    /// <summary>The business pays for its replays, and no visitor.</summary>
    public Task BookAsync(Turn turn, ModelUsage usage) => budget.BookAsync(workspace.Id, usage);

    /// <inheritdoc/>
    public void Write(string text)
    {
    }
}
