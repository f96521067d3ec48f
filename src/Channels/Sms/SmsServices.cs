using Gateway.Channels.Twilio;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Channels.Sms;

/// <summary>Registers SMS.</summary>
public static class SmsServices
{
    /// <summary>
    /// Adds SMS through Twilio. Expects <see cref="TwilioServices.AddTwilio"/> and <see cref="PublicAddress"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>Sms</c> holds <see cref="SmsOptions"/>.</param>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SmsOptions>()
            .Bind(configuration.GetSection("Sms"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<TwilioSender>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ChannelTraits, SmsTraits>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITwilioChannel, SmsIntake>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelAdapter, SmsAdapter>());
        return services;
    }
}
