using Gateway.Brain.Crm;
using Gateway.Webhooks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.HubSpot;

/// <summary>Registers what keeps prospects in HubSpot besides.</summary>
internal static class HubSpotServices
{
    /// <summary>Adds it. Expects the webhooks' way out, the workspaces and the channels' gate.</summary>
    public static IServiceCollection AddHubSpot(this IServiceCollection services)
    {
        services.TryAddSingleton<HubSpotClient>();
        services.TryAddSingleton<HubSpotObjects>();
        services.TryAddSingleton<HubSpotSchema>();
        services.TryAddSingleton<HubSpotSync>();
        services.TryAddSingleton<HubSpotMetrics>();
        services.TryAddSingleton<HubSpotEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeliverer, HubSpotDeliverer>());
        return services.AddCrm();
    }

    /// <summary>Maps <c>POST /webhooks/hubspot/{workspace}</c>.</summary>
    public static void MapHubSpot(this IEndpointRouteBuilder app) => app.MapPost(
        "/webhooks/hubspot/{workspace}", app.ServiceProvider.GetRequiredService<HubSpotEndpoints>().TakeAsync);
}
