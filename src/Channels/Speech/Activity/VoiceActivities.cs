using Gateway.Channels.Speech.Weights;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Gateway.Channels.Speech.Activity;

/// <summary>
/// Makes detectors of speech: Silero's, and where its weights are missing or cannot be run, one that goes by energy.
/// </summary>
internal sealed partial class VoiceActivities(ModelFiles files, ILogger<VoiceActivities> logger) : IDisposable
{
    private readonly Lazy<SileroModel?> _model = new(() => Load(files, logger));

    /// <summary>Whether there is a model to be loaded.</summary>
    public bool HasWeights => File.Exists(files.Silero);

    /// <summary>One for one more caller. The first one loads the model, which takes a tenth of a second.</summary>
    public IVoiceActivity New() => _model.Value is { } model ? new SileroActivity(model) : new EnergyActivity();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_model.IsValueCreated)
            _model.Value?.Dispose();
    }

    private static SileroModel? Load(ModelFiles files, ILogger logger)
    {
        try
        {
            // That it is missing was said at the start.
            if (!File.Exists(files.Silero))
                return null;
            return new SileroModel(files.Silero);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or DllNotFoundException
            or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException)
        {
            Log.Unfit(logger, exception);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning,
            Message = "The speech detector cannot be run here; calls tell speech from noise by its energy")]
        public static partial void Unfit(ILogger logger, Exception exception);
    }
}
