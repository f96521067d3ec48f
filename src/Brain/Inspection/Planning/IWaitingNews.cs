using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Tells people who wait that a slot has come free. Without one, nothing is kept for them.</summary>
public interface IWaitingNews
{
    /// <summary>
    /// Tells somebody, or sees to it for certain that they are told. A node that dies at this moment makes another one
    /// ask again: an entry and a slot are told of once.
    /// </summary>
    /// <param name="centre">Whose slot it is.</param>
    /// <param name="entry">Who waits; the slot is held for <see cref="WaitingEntry.Holder"/>.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="until">Until when it is kept.</param>
    /// <param name="cancellationToken">Gives up; it is asked again later.</param>
    Task TellAsync(
        Centre centre, WaitingEntry entry, Slot slot, DateTimeOffset until, CancellationToken cancellationToken);
}
