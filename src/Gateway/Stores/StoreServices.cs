using System.Data.Common;
using Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Stores;

/// <summary>The ways to Redis and PostgreSQL that everything in the gateway shares.</summary>
internal static class StoreServices
{
    /// <summary>
    /// Connections to PostgreSQL at the most, unless the connection string says otherwise. Those who wait for one wait
    /// for <see cref="ConnectSeconds"/>.
    /// </summary>
    public const int MaxPoolSize = 16;

    // A command that times out is cancelled by Npgsql over a connection of its own, which waits as long once more. When
    // many conversations begin at once just after the start, more wait for a connection than are served in two seconds.
    private const int ConnectSeconds = 4;
    private const int CommandSeconds = 5;

    /// <summary>
    /// Registers the connection to Redis and the data source of PostgreSQL, and reports both as dependencies.
    /// </summary>
    /// <exception cref="ConfigurationException">A connection string cannot be read.</exception>
    public static IServiceCollection AddStores(this IServiceCollection services, IConfiguration configuration)
    {
        var redis = RedisConnection.Options(configuration.GetConnectionString("Redis"));
        var postgres = PostgresSettings(configuration.GetConnectionString("Postgres"));
        services.TryAddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(redis));
        services.TryAddSingleton(_ => NpgsqlDataSource.Create(postgres));
        services.TryAddKeyedSingleton(PostgresWatch.Name, (_, _) => NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }));
        services.TryAddSingleton<IAddressKey, RecordedAddressKey>();
        services.AddHostedService<PostgresWatch>();
        services.AddHostedService<RedisDurabilityWatch>();
        services.AddHostedService<RedisMemoryWatch>();
        services.AddHealthChecks()
            .AddCheck<RedisHealth>("redis", timeout: TimeSpan.FromSeconds(2))
            .AddCheck<PostgresHealth>("postgres");
        return services;
    }

    private static NpgsqlConnectionStringBuilder PostgresSettings(string? connectionString)
    {
        try
        {
            var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            if (!said.ContainsKey("Timeout"))
                settings.Timeout = ConnectSeconds;
            if (!said.ContainsKey("Command Timeout") && !said.ContainsKey("CommandTimeout"))
                settings.CommandTimeout = CommandSeconds;
            if (!said.ContainsKey("Maximum Pool Size") && !said.ContainsKey("MaxPoolSize")
                && !said.ContainsKey("Max Pool Size"))
                settings.MaxPoolSize = MaxPoolSize;
            // A server that does not answer does not cancel either: the connection is given up.
            if (!said.ContainsKey("Cancellation Timeout"))
                settings.CancellationTimeout = -1;
            // Asked for first, before TLS, and waited for as long again when nothing answers.
            if (!said.ContainsKey("GSS Encryption Mode") && !said.ContainsKey("GssEncryptionMode"))
                settings.GssEncryptionMode = GssEncryptionMode.Disable;
            return settings;
        }
        catch (ArgumentException)
        {
            throw new ConfigurationException("ConnectionStrings:Postgres", "an unreadable connection string",
                "one such as Host=db;Database=gateway;Username=gateway;Password=…");
        }
    }
}
