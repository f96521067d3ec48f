using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Archive;

/// <summary>Registers the archive.</summary>
internal static class ArchiveServices
{
    /// <summary>
    /// Adds the projector. Expects the session engine and an <see cref="Npgsql.NpgsqlDataSource"/> with the records'
    /// schema.
    /// </summary>
    public static IServiceCollection AddArchive(this IServiceCollection services)
    {
        services.TryAddSingleton<ArchiveMetrics>();
        services.TryAddSingleton<ArchiveWriter>();
        services.AddHostedService<ArchiveProjector>();
        services.AddHealthChecks().AddCheck<ArchiveHealth>("archive");
        return services;
    }
}
