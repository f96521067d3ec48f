using Gateway.Channels.Speech.Activity;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Speech.BackEnds;

/// <inheritdoc/>
internal sealed partial class SpeechBackEnds(
    IReadOnlyList<ISpeechRecognizer> recognizers, IReadOnlyList<ISpeechSynthesizer> synthesizers,
    VoiceActivities activities, SpeechMetrics metrics, TimeProvider time, ILogger<SpeechBackEnds> logger)
    : ISpeechBackEnds
{
    private readonly Resting _resting = new(time);

    /// <inheritdoc/>
    public IReadOnlyList<ISpeechRecognizer> RecognizersOf(string locale) =>
        InOrder(recognizers.Where(recognizer => recognizer.Knows(locale)), recognizer => recognizer.Name);

    /// <inheritdoc/>
    public IReadOnlyList<ISpeechSynthesizer> SynthesizersOf(string locale) =>
        InOrder(synthesizers.Where(synthesizer => synthesizer.Knows(locale)), synthesizer => synthesizer.Name);

    /// <inheritdoc/>
    public void Note(string name, SpeechException? error)
    {
        if (error is null)
        {
            _resting.Works(name);
            return;
        }

        metrics.Failed(name, error.Code);
        // The vendor ends long sessions: that tells nothing of the next one.
        if (error.Code == SpeechException.Ended)
            return;
        _resting.Failed(name);
        Log.Failed(logger, name, error.Code, Resting.Rest.TotalSeconds, error.InnerException?.GetType().Name);
    }

    /// <inheritdoc/>
    public IVoiceActivity NewActivity() => activities.New();

    // A stable sort: those that work, then those that rest, each in the configured order.
    private List<T> InOrder<T>(IEnumerable<T> known, Func<T, string> nameOf) =>
        [.. known.OrderBy(one => _resting.Rests(nameOf(one)))];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message = "The speech of {BackEnd} failed ({Code}, {Error}); it is asked last for {Seconds} s")]
        public static partial void Failed(ILogger logger, string backEnd, string code, double seconds, string? error);
    }
}
