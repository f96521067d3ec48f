using Gateway.Channels.Twilio;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.WhatsApp;

/// <summary>Registers WhatsApp.</summary>
public static class WhatsAppServices
{
    /// <summary>
    /// Adds WhatsApp through Twilio. Expects <see cref="TwilioServices.AddTwilio"/> and <see cref="PublicAddress"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>WhatsApp</c> holds <see cref="WhatsAppOptions"/>.</param>
    public static IServiceCollection AddWhatsApp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WhatsAppOptions>()
            .Bind(configuration.GetSection("WhatsApp"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<TwilioSender>();
        services.TryAddSingleton<AddressAliases>();
        services.AddSingleton(AddressAliases.Former);
        services.TryAddSingleton<WhatsAppAddresses>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, WhatsAppTraits>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITwilioChannel, WhatsAppIntake>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelAdapter, WhatsAppAdapter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITurnAudience, WhatsAppTyping>());
        return services;
    }
}
