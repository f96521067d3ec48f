using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Registers the shops' catalogues.</summary>
public static class CatalogueServices
{
    /// <summary>Adds <see cref="CatalogueSearch"/> and <see cref="ProspectRecorder"/>; the records are registered by the host.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProductNameCache>();
        services.TryAddSingleton<CatalogueSearch>();
        services.TryAddSingleton<ProspectRecorder>();
        return services;
    }
}
