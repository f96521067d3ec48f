using Gateway.Sessions;

namespace Gateway.Brain.Solutions;

/// <summary>What came of a time at which something was left over to be done.</summary>
/// <param name="State">The solution's state since: a record that JSON can hold.</param>
/// <param name="Wakes">What changes among the session's wakes: another one, where it could not be done yet.</param>
internal sealed record CaughtUp(object State, IReadOnlyList<WakeChange> Wakes);
