
namespace Gateway.Sessions;

/// <summary>A session as it stood when it was read.</summary>
/// <param name="Session">Its fields.</param>
/// <param name="Entries">The entries asked for, oldest first.</param>
/// <param name="HasMore">Whether others come after them.</param>
/// <param name="Running">The turn that is being worded and its text so far, as far as this node knows; null when there
/// is none.</param>
public sealed record SessionSnapshot(Session Session, IReadOnlyList<Entry> Entries, bool HasMore, RunningTurn? Running);
