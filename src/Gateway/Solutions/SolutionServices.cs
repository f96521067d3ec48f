using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Solutions;

/// <summary>Registers what the host has to know of solutions.</summary>
internal static class SolutionServices
{
    /// <summary>Adds one.</summary>
    public static IServiceCollection AddSolution<TInfo>(this IServiceCollection services) where TInfo : class,
        ISolutionInfo
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolutionInfo, TInfo>());
        return services;
    }

    /// <summary>Maps what the solutions answer below <c>/api</c>.</summary>
    public static RouteGroupBuilder MapSolutions(this RouteGroupBuilder api)
    {
        foreach (var solution in ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<KnownSolutions>().All)
            solution.MapApi(api);
        return api;
    }
}
