using Gateway.Brain.Inspection.Planning;
using Gateway.Workspaces;
using Npgsql;

namespace Gateway.Inspection.Hosted;

/// <inheritdoc cref="IHostedAppointments"/>
internal sealed class HostedAppointments(HostedDatabase database, ServedWorkspaces served) : IHostedAppointments
{
    // Others write as well while the table is open: a note that another database keeps for us would help nobody. Who
    // holds it for longer has a transaction open that should not be.
    private const string Closed =
        "SET LOCAL lock_timeout = '3s'; LOCK TABLE appointments IN SHARE ROW EXCLUSIVE MODE";

    /// <inheritdoc/>
    public bool Hosts(string centre) => database.Source is not null && served.IsHosted(centre);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HostedVisit>> ReadAsync(
        string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        return await HostedRows.ReadAsync(connection, centre, from, to, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(Appointment appointment, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await HostedRows.WriteAsync(connection, appointment, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string centre, Guid appointment, CancellationToken cancellationToken)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await HostedRows.RemoveAsync(connection, centre, appointment, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IHostedDoor> CloseAsync(CancellationToken cancellationToken)
    {
        var connection = await Source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Closed, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Door(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private NpgsqlDataSource Source => database.Source
        ?? throw new InvalidOperationException("ConnectionStrings:Centres names no database.");

    private sealed class Door(NpgsqlConnection connection, NpgsqlTransaction transaction) : IHostedDoor
    {
        public Task<IReadOnlyList<HostedVisit>> ReadAsync(
            string centre, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            HostedRows.ReadAsync(connection, centre, from, to, cancellationToken);

        public async Task WriteAsync(Appointment appointment, CancellationToken cancellationToken)
        {
            await HostedRows.WriteAsync(connection, appointment, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
