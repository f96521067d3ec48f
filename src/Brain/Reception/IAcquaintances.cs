using Gateway.Brain.Memory;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Reception;

/// <summary>Who writes, as far as it is known: looked up in the records, or as a recorded turn knew it.</summary>
internal interface IAcquaintances
{
    /// <summary>Finds out who wrote the newest messages.</summary>
    /// <returns>The state with all that is known by now.</returns>
    Task<BrainState> RecognizeAsync(
        Turn turn, Workspace workspace, BrainState state, CancellationToken cancellationToken);

    /// <summary>Notes the name a contact has told.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="state">The state.</param>
    /// <param name="name">The given name, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The state with what was noted.</returns>
    Task<BrainState> NoteNameAsync(
        Turn turn, BrainState state, string? name, CancellationToken cancellationToken);
}
