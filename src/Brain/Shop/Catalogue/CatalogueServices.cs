using Gateway.Brain.Shop.Catalogue.Import;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Registers the shops' catalogues.</summary>
public static class CatalogueServices
{
    /// <summary>
    /// Adds <see cref="CatalogueSearch"/>, <see cref="ProspectRecorder"/>, <see cref="ProspectList"/>, <see cref="CatalogueFaults"/> and the import that runs in the background. The host adds the
    /// records (<c>AddRecords</c>) and <c>IWorkspaces</c>, and sets <see cref="CatalogueOptions.WorkspacesPath"/>.
    /// </summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CatalogueOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ProductNameCache>();
        services.TryAddSingleton<CatalogueSearch>();
        services.TryAddSingleton<ProspectRecorder>();
        services.TryAddSingleton<ProspectList>();
        services.TryAddSingleton<CatalogueImporter>();
        services.TryAddSingleton<CatalogueFaults>();
        services.AddHostedService<CatalogueSync>();
        return services;
    }
}
