using Gateway.Sessions.Live;

namespace Gateway.Sessions.Engine;

/// <summary>
/// A channel that follows the turns run on this node, to show the contact that an answer is being worded.
/// </summary>
public interface ITurnAudience
{
    /// <summary>Asked before each turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>
    /// Who watches it, or null when the channel does not care. It sees the typing, the deltas, the entries and the end
    /// of this turn, under the rules of <see cref="ISessionWatcher"/>; it is let go when the turn has ended, and
    /// disposed if it is disposable.
    /// </returns>
    ISessionWatcher? Follow(Turn turn);
}
