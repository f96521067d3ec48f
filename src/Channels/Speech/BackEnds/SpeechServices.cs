using Gateway.Channels.Speech.Activity;
using Gateway.Channels.Speech.Deepgram;
using Gateway.Channels.Speech.ElevenLabs;
using Gateway.Channels.Speech.Espeak;
using Gateway.Channels.Speech.Http;
using Gateway.Channels.Speech.Moonshine;
using Gateway.Channels.Speech.OpenAI;
using Gateway.Channels.Speech.Sockets;
using Gateway.Channels.Speech.Weights;
using Gateway.Channels.Speech.Whisper;
using Gateway.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Speech.BackEnds;

/// <summary>Registers what listens and speaks in calls.</summary>
public static class SpeechServices
{
    /// <summary>Adds <see cref="ISpeechBackEnds"/>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Sections <c>Speech</c> and <c>ElevenLabs</c> say which there are.</param>
    /// <exception cref="ConfigurationException">A value is wrong; the message names the key.</exception>
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SpeechOptions.Read(configuration);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ModelFiles.OfThisProgram);
        services.TryAddSingleton<VoiceActivities>();
        services.TryAddSingleton<SpeechMetrics>();
        services.TryAddSingleton<SocketStart>();
        services.TryAddSingleton<SpeechHttp>();
        services.TryAddSingleton(options.ElevenLabs);
        services.TryAddSingleton(options.Deepgram);
        services.TryAddSingleton(options.OpenAi);
        services.TryAddSingleton(options.Whisper);
        services.TryAddSingleton<ElevenLabsRecognizer>();
        services.TryAddSingleton<ElevenLabsSynthesizer>();
        services.TryAddSingleton<DeepgramRecognizer>();
        services.TryAddSingleton<OpenAiRecognizer>();
        services.TryAddSingleton<OpenAiSynthesizer>();
        services.TryAddSingleton<WhisperRecognizer>();
        services.TryAddSingleton<MoonshineRecognizer>();
        services.TryAddSingleton(provider => new EspeakSynthesizer(
            EspeakSynthesizer.Find(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ISpeechBackEnds>(provider => new SpeechBackEnds(
            [.. options.Recognizers.Select(name => Recognizer(name, provider))],
            [.. options.Synthesizers.Select(name => Synthesizer(name, provider))],
            provider.GetRequiredService<VoiceActivities>(), provider.GetRequiredService<SpeechMetrics>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SpeechBackEnds>>()));
        services.AddHostedService<SpeechReport>();
        return services;
    }

    private static ISpeechRecognizer Recognizer(string name, IServiceProvider provider) => name switch
    {
        ElevenLabsRecognizer.BackEnd => provider.GetRequiredService<ElevenLabsRecognizer>(),
        DeepgramRecognizer.BackEnd => provider.GetRequiredService<DeepgramRecognizer>(),
        OpenAiRecognizer.BackEnd => provider.GetRequiredService<OpenAiRecognizer>(),
        WhisperRecognizer.BackEnd => provider.GetRequiredService<WhisperRecognizer>(),
        _ => provider.GetRequiredService<MoonshineRecognizer>(),
    };

    private static ISpeechSynthesizer Synthesizer(string name, IServiceProvider provider) => name switch
    {
        ElevenLabsRecognizer.BackEnd => provider.GetRequiredService<ElevenLabsSynthesizer>(),
        OpenAiRecognizer.BackEnd => provider.GetRequiredService<OpenAiSynthesizer>(),
        _ => provider.GetRequiredService<EspeakSynthesizer>(),
    };
}
