using Gateway.Channels.Speech;
using Gateway.Channels.Speech.BackEnds;

namespace Gateway.Simulator.Calls;

/// <summary>Registers the telephone in the browser.</summary>
internal static class PhoneServices
{
    /// <summary>
    /// Adds it, and puts a recogniser that knows what was typed behind those of the gateway. Goes before
    /// <see cref="SpeechServices.AddSpeech"/>.
    /// </summary>
    public static void AddPhone(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSpeech(configuration);
        var real = services.Last(service => service.ServiceType == typeof(ISpeechBackEnds));
        services.Remove(real);
        services.AddSingleton<TypedWords>();
        services.AddSingleton<TypedRecognizer>();
        services.AddSingleton(provider => new SimulatedSpeech(
            (ISpeechBackEnds)real.ImplementationFactory!(provider), provider.GetRequiredService<TypedRecognizer>()));
        services.AddSingleton<ISpeechBackEnds>(provider => provider.GetRequiredService<SimulatedSpeech>());
    }
}
