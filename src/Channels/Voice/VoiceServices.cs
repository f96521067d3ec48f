using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Voice;

/// <summary>Registers calls: so far only what a workspace's file may say of them.</summary>
public static class VoiceServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddVoice(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, VoiceTraits>());
        return services;
    }
}
