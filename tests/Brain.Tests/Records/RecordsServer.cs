using System.Globalization;
using Gateway.Brain.Records;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

[assembly: AssemblyFixture(typeof(Gateway.Brain.Tests.Records.RecordsServer))]

namespace Gateway.Brain.Tests.Records;

/// <summary>One PostgreSQL for all tests of this project, which each take a database of their own in it.</summary>
public sealed class RecordsServer : IAsyncLifetime
{
    private PostgresServer? _server;
    private int _databases;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    /// <summary>An empty database without any schema.</summary>
    public async Task<RecordsDatabase> CreateEmptyAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"records_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(_server!.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new RecordsDatabase(NpgsqlDataSource.Create(_server.ConnectionString(name)));
    }

    /// <summary>A database with this version's schema and no rows.</summary>
    public async Task<RecordsDatabase> CreateAsync()
    {
        var database = await CreateEmptyAsync();
        await database.Migrator.MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }
}

/// <summary>A database of one test.</summary>
public sealed class RecordsDatabase(NpgsqlDataSource dataSource) : IDbContextFactory<RecordsDbContext>, IAsyncDisposable
{
    public NpgsqlDataSource DataSource { get; } = dataSource;

    public RecordsMigrator Migrator => new(DataSource, this);

    public RecordsDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<RecordsDbContext>();
        RecordsServices.Configure(options, DataSource);
        return new RecordsDbContext(options.Options);
    }

    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T answer ? answer : default;
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
