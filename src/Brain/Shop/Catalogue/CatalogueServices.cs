using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>Registers the shops' catalogues, as they are read.</summary>
internal static class CatalogueServices
{
    /// <summary>Adds <see cref="CatalogueSearch"/>.</summary>
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddOptions<CatalogueOptions>();
        services.TryAddSingleton<ProductIndexCache>();
        services.TryAddSingleton<AnswerCache>();
        services.TryAddSingleton<ProductMeaning>();
        services.TryAddSingleton(provider => new CatalogueSearch(
            provider.GetRequiredService<IDbContextFactory<RecordsDbContext>>(),
            provider.GetRequiredService<ProductIndexCache>(), provider.GetRequiredService<AnswerCache>(),
            provider.GetRequiredService<ProductMeaning>()));
        return services;
    }
}
