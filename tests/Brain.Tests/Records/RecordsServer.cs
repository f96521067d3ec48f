using System.Globalization;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Records;
using Gateway.Brain.Shop;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Gateway.Brain.Tests.Records.RecordsServer))]

namespace Gateway.Brain.Tests.Records;

/// <summary>One PostgreSQL for all tests of this project, which each take a database of their own in it.</summary>
public sealed class RecordsServer : IAsyncLifetime
{
    private const string Migrated = "records_migrated";

    private PostgresServer? _server;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        await RunAsync($"CREATE DATABASE {Migrated}");
        await using var database = new RecordsDatabase(
            NpgsqlDataSource.Create(_server.ConnectionString(Migrated) + ";Pooling=false"));
        await database.Migrator.MigrateAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    /// <summary>An empty database without any schema.</summary>
    public Task<RecordsDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>A database with this version's schema and no rows.</summary>
    public Task<RecordsDatabase> CreateAsync() => CreateAsync(Migrated);

    private async Task<RecordsDatabase> CreateAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"records_{Interlocked.Increment(ref _databases)}");
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        return new RecordsDatabase(NpgsqlDataSource.Create(_server!.ConnectionString(name)));
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server!.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of one test.</summary>
public sealed class RecordsDatabase(NpgsqlDataSource dataSource) : IDbContextFactory<RecordsDbContext>, IAsyncDisposable
{
    private const int PatienceSeconds = 60;

    // All that the brain keeps.
    private static readonly IRecordsPart[] Parts =
    [
        .. new ServiceCollection().AddBrain(new ConfigurationBuilder().Build()).AddShop().AddPlanningRecords()
            .AddCalendarRecords().AddNoticeRecords().AddProvisioningRecords().BuildServiceProvider()
            .GetServices<IRecordsPart>(),
    ];

    public NpgsqlDataSource DataSource { get; } = dataSource;

    public RecordsMigrator Migrator => new(DataSource, this);

    public RecordsDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<RecordsDbContext>();
        RecordsServices.Configure(options, DataSource, Parts);
        var records = new RecordsDbContext(options.Options);
        // That PostgreSQL is slow is not what these tests are about, and many of them run at once.
        records.Database.SetCommandTimeout(PatienceSeconds);
        return records;
    }

    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T answer ? answer : default;
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
