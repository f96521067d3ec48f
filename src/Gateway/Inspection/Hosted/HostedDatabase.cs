using System.Data.Common;
using Npgsql;

namespace Gateway.Inspection.Hosted;

/// <summary>
/// An existing database with the tables <c>centers</c> and <c>appointments</c> of the booking interface, where
/// <c>ConnectionStrings:Centres</c> names one. Nothing is altered in it but rows of <c>appointments</c>.
/// </summary>
internal sealed class HostedDatabase(IConfiguration configuration) : IAsyncDisposable
{
    // A contact waits for the answer; a connection string may say otherwise.
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    private readonly Lazy<NpgsqlDataSource?> _source = new(() =>
        configuration.GetConnectionString("Centres") is { Length: > 0 } connection ? Open(connection) : null);

    /// <summary>The way to it; null when none is named.</summary>
    public NpgsqlDataSource? Source => _source.Value;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() =>
        _source is { IsValueCreated: true, Value: { } source } ? source.DisposeAsync() : ValueTask.CompletedTask;

    private static NpgsqlDataSource Open(string connection)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = connection };
        var patient = new NpgsqlConnectionStringBuilder(connection);
        if (!said.ContainsKey("Timeout"))
            patient.Timeout = ConnectSeconds;
        if (!said.ContainsKey("Command Timeout") && !said.ContainsKey("CommandTimeout"))
            patient.CommandTimeout = CommandSeconds;
        return NpgsqlDataSource.Create(patient);
    }
}
