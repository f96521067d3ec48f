using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// The table <c>appointments</c> of an existing database, for the centres that are that database's own. It has no bays:
/// what others wrote there is said to be in the first bay that takes the vehicle and is free then.
/// </summary>
public interface IHostedAppointments
{
    /// <summary>Whether the centre is that database's own.</summary>
    bool Hosts(string centre);

    /// <summary>
    /// The times that appointments take there between two moments, without those that are cancelled, and without those
    /// that <paramref name="known"/> names: what we wrote there ourselves, and know the bay of.
    /// </summary>
    Task<IReadOnlyList<TakenTime>> ReadTakenAsync(
        Centre centre, DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<Guid> known,
        CancellationToken cancellationToken);

    /// <summary>
    /// Writes an appointment there under its own id, or what has changed of it. Written twice it is there once.
    /// </summary>
    Task WriteAsync(Appointment appointment, CancellationToken cancellationToken);
}
