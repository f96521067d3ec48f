using Npgsql;

namespace Gateway.Inspection.Hosted;

/// <summary>
/// An existing database with the tables <c>centers</c> and <c>appointments</c> of the booking interface, where
/// <c>ConnectionStrings:Centres</c> names one. Nothing is altered in it but rows of <c>appointments</c>.
/// </summary>
internal sealed class HostedDatabase(IConfiguration configuration) : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource?> _source = new(() =>
        configuration.GetConnectionString("Centres") is { Length: > 0 } connection
            ? NpgsqlDataSource.Create(connection)
            : null);

    /// <summary>The way to it; null when none is named.</summary>
    public NpgsqlDataSource? Source => _source.Value;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() =>
        _source is { IsValueCreated: true, Value: { } source } ? source.DisposeAsync() : ValueTask.CompletedTask;
}
