using Gateway.Shop;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Solutions;

/// <summary>Registers the solutions.</summary>
internal static class SolutionServices
{
    /// <summary>Adds all of them. A new solution is one line here.</summary>
    public static IServiceCollection AddSolutions(this IServiceCollection services)
    {
        services.TryAddSingleton<KnownSolutions>();
        return services.AddShopSolution();
    }

    /// <summary>Adds what the host has to know of one.</summary>
    public static IServiceCollection AddSolution<TInfo>(this IServiceCollection services) where TInfo : class, ISolutionInfo
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolutionInfo, TInfo>());
        return services;
    }

    /// <summary>The solutions, for who reads workspace files without a host.</summary>
    public static KnownSolutions SolutionsWithoutHost()
    {
        using var services = new ServiceCollection().AddSolutions().BuildServiceProvider();
        return new KnownSolutions(services.GetServices<ISolutionInfo>());
    }

    /// <summary>Maps what the solutions answer below <c>/api</c>.</summary>
    public static RouteGroupBuilder MapSolutions(this RouteGroupBuilder api)
    {
        foreach (var solution in ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<KnownSolutions>().All)
            solution.MapApi(api);
        return api;
    }
}
