using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop.Catalogue.Import;

/// <summary>Registers what brings the shops' files into their catalogues.</summary>
public static class CatalogueImportServices
{
    /// <summary>
    /// Adds <see cref="CatalogueFaults"/> and what runs in the background: the import and, where a model is configured,
    /// the embedding. The host adds the records
    /// (<c>AddRecords</c>) and <c>IWorkspaces</c>, and sets <see cref="CatalogueOptions.WorkspacesPath"/>.
    /// </summary>
    public static IServiceCollection AddCatalogueImport(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CatalogueOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<CatalogueImporter>();
        services.TryAddSingleton<CatalogueFaults>();
        services.AddHostedService<CatalogueSync>();
        services.AddHostedService<ProductEmbedder>();
        return services;
    }
}
