using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Records;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Notes what is to be told of appointments outside the conversation. Without one, nothing is.</summary>
public interface IBookingNews
{
    /// <summary>
    /// Notes it within the transaction of what happened, so that nothing is told that did not happen, and nothing that
    /// happened is forgotten. When the transaction is lost, it is asked again with another context.
    /// </summary>
    /// <param name="db">A transaction is open in it, and everything in it saved; whoever notes saves what they add,
    /// and does not commit.</param>
    /// <param name="centre">The centre.</param>
    /// <param name="appointment">The appointment as it stands now.</param>
    /// <param name="what">What happened to it.</param>
    /// <param name="cancellationToken">Gives up, and nothing happened.</param>
    Task NoteAsync(
        RecordsDbContext db, Centre centre, Appointment appointment, BookingEvent what,
        CancellationToken cancellationToken);
}

/// <summary>What happened to an appointment.</summary>
public enum BookingEvent
{
    /// <summary>It was made.</summary>
    Booked,

    /// <summary>It takes place at another time.</summary>
    Moved,

    /// <summary>It does not take place.</summary>
    Cancelled,

    /// <summary>It was noted whether they have been, and what came of it.</summary>
    Marked,
}
