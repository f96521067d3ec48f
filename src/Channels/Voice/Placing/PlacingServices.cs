using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Voice.Placing;

/// <summary>Registers calls of ours.</summary>
internal static class PlacingServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddPlacing(this IServiceCollection services)
    {
        services.TryAddSingleton<CallTickets>();
        services.TryAddSingleton<ICallTickets, PlacedTickets>();
        services.TryAddSingleton<TwilioCalls>();
        services.TryAddSingleton<PlacedBook>();
        services.TryAddSingleton<PlacedCalls>();
        services.TryAddSingleton<ICallPlacer, CallPlacer>();
        services.TryAddSingleton<CallMeBack>();
        return services;
    }
}
