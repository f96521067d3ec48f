using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Tests.Inspection.Planning;

/// <summary>An existing database that others write into, too, and that may be away or lose its answers.</summary>
internal sealed class FakeHosted : IHostedAppointments
{
    private readonly SemaphoreSlim _closed = new(1, 1);
    private readonly Dictionary<Guid, string> _names = [];

    /// <summary>What stands there, by id: when it begins, and its status.</summary>
    public Dictionary<string, (DateTimeOffset Start, string Status)> Rows { get; } = new(StringComparer.Ordinal);

    /// <summary>Family names that were written.</summary>
    public IEnumerable<string> Names => _names.Values;

    /// <summary>Whether it does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether it writes, and then does not answer.</summary>
    public bool LosesAnswers { get; set; }

    public bool Hosts(string centre) => true;

    public Task<IReadOnlyList<HostedVisit>> ReadAsync(
        string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        Look();
        return Task.FromResult<IReadOnlyList<HostedVisit>>(
            [.. Rows.Where(row => row.Value.Status != AppointmentStatus.Cancelled && row.Value.Start > from
                    && row.Value.Start < to)
                .OrderBy(row => row.Value.Start)
                .Select(row => new HostedVisit(
                    row.Key, row.Value.Start, VehicleType.Car))]);
    }

    public async Task<IHostedDoor> CloseAsync(CancellationToken cancellationToken)
    {
        Look();
        await _closed.WaitAsync(cancellationToken);
        return new Door(this);
    }

    public Task WriteAsync(Appointment appointment, CancellationToken cancellationToken)
    {
        Look();
        _names[appointment.Id] = appointment.ClientLastName;
        Rows[appointment.Id.ToString()] = (appointment.SlotDatetime, appointment.Status);
        return LosesAnswers ? throw new TimeoutException("No answer.") : Task.CompletedTask;
    }

    public Task RemoveAsync(string centre, Guid appointment, CancellationToken cancellationToken)
    {
        Look();
        Rows.Remove(appointment.ToString());
        return Task.CompletedTask;
    }

    private void Look()
    {
        if (IsAway)
            throw new TimeoutException("It is away.");
    }

    private sealed class Door(FakeHosted hosted) : IHostedDoor
    {
        public Task<IReadOnlyList<HostedVisit>> ReadAsync(
            string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            hosted.ReadAsync(centre, from, to, cancellationToken);

        public Task WriteAsync(Appointment appointment, CancellationToken cancellationToken) =>
            hosted.WriteAsync(appointment, cancellationToken);

        public ValueTask DisposeAsync()
        {
            hosted._closed.Release();
            return ValueTask.CompletedTask;
        }
    }
}
