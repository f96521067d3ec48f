using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Brain.Records;

/// <summary>Registers the business records.</summary>
public static class RecordsServices
{
    // Who asks at the moment PostgreSQL freezes waits so long, and as long as a connection takes; imports and
    // migrations set their own.
    private const int CommandTimeoutSeconds = 3;

    /// <summary>
    /// Adds <see cref="RecordsDbContext"/> (as a factory), <see cref="RecordsMigrator"/> and the key ring's place in
    /// the database. The host registers the <see cref="NpgsqlDataSource"/> and runs the migrator before anything else
    /// asks for records.
    /// </summary>
    public static IServiceCollection AddRecords(this IServiceCollection services)
    {
        services.AddPooledDbContextFactory<RecordsDbContext>((provider, options) =>
        {
            Configure(options, provider.GetRequiredService<NpgsqlDataSource>(), provider.GetServices<IRecordsPart>());
            options.AddInterceptors(provider.GetRequiredService<RecordsGate>());
        });
        services.TryAddSingleton<RecordsGate>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RecordsMigrator>();
        // Every node reads the visitor tokens of all the others. At Debug this repository would log the keys
        // themselves: it is given no logger.
        services.TryAddSingleton<IXmlRepository>(provider =>
            new EntityFrameworkCoreXmlRepository<RecordsDbContext>(provider, NullLoggerFactory.Instance));
        services.AddOptions<KeyManagementOptions>()
            .Configure<IXmlRepository>((options, repository) => options.XmlRepository = repository);
        return services;
    }

    /// <summary>Adds a part to the records.</summary>
    public static IServiceCollection AddRecordsPart<TPart>(this IServiceCollection services) where TPart : class,
        IRecordsPart
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecordsPart, TPart>());
        return services;
    }

    /// <summary>Sets a context's options the way the gateway uses it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dataSource">Where the database is.</param>
    /// <param name="parts">What it keeps besides what stands in this folder.</param>
    public static void Configure(
        DbContextOptionsBuilder options, NpgsqlDataSource dataSource, IEnumerable<IRecordsPart> parts)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new RecordsParts(parts));
        Configure(options, dataSource);
    }

    private static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource dataSource) => options
        .UseNpgsql(dataSource, npgsql => npgsql
            .CommandTimeout(CommandTimeoutSeconds)
            .MigrationsHistoryTable("schema_migrations"))
        .UseSnakeCaseNamingConvention()
        .ReplaceService<IHistoryRepository, MigrationHistory>()
        // Whoever asked logs it, once and with its ids; that PostgreSQL is away the watch says.
        .ConfigureWarnings(warnings => warnings
            .Log(
                (RelationalEventId.ConnectionError, LogLevel.Debug),
                (CoreEventId.QueryIterationFailed, LogLevel.Debug)));
}
