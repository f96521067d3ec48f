namespace Gateway.Brain.Inspection.Planning;

/// <summary>
/// The table <c>appointments</c> of an existing database, for the centres that are that database's own. Others write
/// there as well, whenever they like.
/// </summary>
public interface IHostedAppointments
{
    /// <summary>Whether the centre is that database's own.</summary>
    bool Hosts(string centre);

    /// <summary>
    /// Appointments there that begin between two moments, without those that are cancelled, in their order.
    /// </summary>
    Task<IReadOnlyList<HostedVisit>> ReadAsync(
        string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Keeps everybody else from writing there until what is returned is disposed of.</summary>
    Task<IHostedDoor> CloseAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes an appointment there under its own id, or what has changed of it. Written twice it is there once.
    /// </summary>
    Task WriteAsync(Appointment appointment, CancellationToken cancellationToken);

    /// <summary>Removes what was written there under an id; nothing happens where nothing was.</summary>
    Task RemoveAsync(string centre, Guid appointment, CancellationToken cancellationToken);
}

/// <summary>The same table while nobody else writes there. What was not committed is undone.</summary>
public interface IHostedDoor : IAsyncDisposable
{
    /// <inheritdoc cref="IHostedAppointments.ReadAsync"/>
    Task<IReadOnlyList<HostedVisit>> ReadAsync(
        string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Writes an appointment there, and lets others in again.</summary>
    Task WriteAsync(Appointment appointment, CancellationToken cancellationToken);
}

/// <summary>An appointment that stands there. The table has no bays, and does not say how long one takes.</summary>
/// <param name="Id">Its id, of whatever kind.</param>
/// <param name="Start">When it begins.</param>
/// <param name="Vehicle">With what; a car where it says nothing that is known.</param>
public sealed record HostedVisit(string Id, DateTimeOffset Start, Centres.VehicleType Vehicle);
