using Gateway.Channels.Speech.Activity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Speech.BackEnds;

/// <summary>Says at the start what listens and speaks in calls, and what is missing.</summary>
internal sealed partial class SpeechReport(
    ISpeechBackEnds backEnds, VoiceActivities activities, ILogger<SpeechReport> logger) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var locale in (string[])["fr", "en"])
        {
            var recognizers = Names(backEnds.RecognizersOf(locale).Select(recognizer => recognizer.Name));
            var synthesizers = Names(backEnds.SynthesizersOf(locale).Select(synthesizer => synthesizer.Name));
            Log.Ready(logger, locale, recognizers, synthesizers);
        }

        if (backEnds.SynthesizersOf("fr").Count == 0)
            Log.Mute(logger);
        if (!activities.HasWeights)
            Log.Missing(logger);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } all ? all : "nothing";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information,
            Message = "Calls in {Locale} are understood by {Recognizers} and spoken by {Synthesizers}")]
        public static partial void Ready(ILogger logger, string locale, string recognizers, string synthesizers);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "Nothing speaks in calls: no service is configured, and espeak-ng is not installed")]
        public static partial void Mute(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "The weights of the speech detector are missing; calls tell speech from noise by its energy")]
        public static partial void Missing(ILogger logger);
    }
}
