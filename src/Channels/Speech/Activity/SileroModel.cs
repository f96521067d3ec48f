using Microsoft.ML.OnnxRuntime;

namespace Gateway.Channels.Speech.Activity;

/// <summary>
/// Silero's detector of speech (version 6, its 8 kHz half), one session for all callers: a run takes a fraction of a
/// millisecond, and what is remembered of a caller goes in and out with it.
/// </summary>
internal sealed class SileroModel : IDisposable
{
    // Itself, and each caller who listens: what runs in native code must not lose its memory beneath it.
    private int _users = 1;
    private int _isDisposed;

    /// <summary>Loads it.</summary>
    /// <param name="path">The model's file.</param>
    /// <exception cref="OnnxRuntimeException">It is no model, or none that can be run here.</exception>
    public SileroModel(string path)
    {
        using var options = new SessionOptions
        {
            // One window is too little to share out, and there are many callers.
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        Session = new InferenceSession(path, options);
    }

    /// <summary>What is run; by several threads at once.</summary>
    public InferenceSession Session { get; }

    /// <summary>One more caller is listened to.</summary>
    public void Enter() => Interlocked.Increment(ref _users);

    /// <summary>One fewer; the last one out frees it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            Session.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            Leave();
    }
}
