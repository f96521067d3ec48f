using Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Stores;

/// <summary>The ways to Redis and PostgreSQL that everything in the gateway shares.</summary>
internal static class StoreServices
{
    /// <summary>Registers the connection to Redis and the data source of PostgreSQL, and reports both as dependencies.</summary>
    /// <exception cref="ConfigurationException">A connection string cannot be read.</exception>
    public static IServiceCollection AddStores(this IServiceCollection services, IConfiguration configuration)
    {
        var redis = RedisConnection.Options(configuration.GetConnectionString("Redis"));
        var postgres = PostgresSettings(configuration.GetConnectionString("Postgres"));
        services.TryAddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(redis));
        services.TryAddSingleton(_ => NpgsqlDataSource.Create(postgres));
        services.AddHostedService<RedisDurabilityWatch>();
        services.AddHealthChecks()
            .AddCheck<RedisHealth>("redis", timeout: TimeSpan.FromSeconds(5))
            .AddCheck<PostgresHealth>("postgres", timeout: TimeSpan.FromSeconds(5));
        return services;
    }

    private static NpgsqlConnectionStringBuilder PostgresSettings(string? connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            throw new ConfigurationException("ConnectionStrings:Postgres", "an unreadable connection string",
                "one such as Host=db;Database=gateway;Username=gateway;Password=…");
        }
    }
}
