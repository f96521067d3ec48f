using Gateway.Brain.Records;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Tests.Mail;

/// <summary>A database with this version's schema, for the tests of a class.</summary>
public sealed class MailDatabase : IAsyncLifetime
{
    private PostgresServer _postgres = null!;

    /// <summary>The way to it.</summary>
    public string ConnectionString => _postgres.ConnectionString();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        await using var services = new ServiceCollection()
            .AddSingleton(NpgsqlDataSource.Create(ConnectionString))
            .AddLogging()
            .AddMetrics()
            .AddWholeRecords()
            .BuildServiceProvider();
        await services.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();
}
