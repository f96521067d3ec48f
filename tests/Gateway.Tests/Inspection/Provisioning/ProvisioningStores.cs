using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Inspection.Provisioning;

/// <summary>A Redis and a PostgreSQL whose schema is made once; each test has a database of its own.</summary>
public sealed class ProvisioningStores : IAsyncLifetime
{
    private const string Migrated = "provisioning_migrated";

    private static int _databases;

    private RedisServer _redis = null!;
    private PostgresServer _postgres = null!;

    public string Redis => _redis.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        (_redis, _postgres) = (await RedisServer.StartAsync(), await PostgresServer.StartAsync());
        await RunAsync($"CREATE DATABASE {Migrated}");
        await using var twilio = await FakeTwilio.StartAsync();
        await using var node = await ProvisioningNode.StartAsync(
            Redis, _postgres.ConnectionString(Migrated) + ";Pooling=false", twilio, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>A database with this version's schema and no rows.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"provisioning_{Interlocked.Increment(ref _databases)}";
        await RunAsync($"CREATE DATABASE {name} TEMPLATE {Migrated} STRATEGY file_copy");
        return _postgres.ConnectionString(name);
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
