using Gateway.Channels.Speech.Utterances;
using Gateway.Channels.Speech.Weights;

namespace Gateway.Channels.Speech.Moonshine;

/// <summary>
/// The recogniser that is there without any account: English, utterance by utterance, in this process. It is loaded at
/// its first use and then shared by all calls, of which a few are written down at a time.
/// </summary>
internal sealed class MoonshineRecognizer : ISpeechRecognizer, ITranscriber, IDisposable
{
    /// <summary>Its name in the configuration.</summary>
    public const string BackEnd = "moonshine";

    // 100 ms on either side; it hears a word better that does not begin with the sound.
    private const int Silence = WideSound.RateHz / 10;

    private static readonly int MostAtOnce = Math.Max(1, Environment.ProcessorCount / 2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ModelFiles _files;
    private readonly TimeProvider _time;
    private readonly Lazy<MoonshineModel> _model;
    private readonly SemaphoreSlim _atOnce = new(MostAtOnce);

    /// <summary>Listens with a model.</summary>
    public MoonshineRecognizer(ModelFiles files, TimeProvider time)
    {
        (_files, _time) = (files, time);
        _model = new Lazy<MoonshineModel>(() => new MoonshineModel(files));
    }

    /// <inheritdoc cref="ISpeechRecognizer.Name"/>
    public string Name => BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => locale == "en" && _files.HasMoonshine;

    /// <inheritdoc/>
    public async Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken)
    {
        if (!Knows(request.Locale))
            throw new SpeechException(BackEnd, "refused");
        try
        {
            // The greeting is being said meanwhile.
            await Task.Run(() => _model.Value, cancellationToken).WaitAsync(Limit, _time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new SpeechException(BackEnd, "timeout", exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new SpeechException(BackEnd, "broken", exception);
        }

        return new UtteranceRecognition(this, request);
    }

    /// <inheritdoc/>
    public async Task<string> TranscribeAsync(
        ReadOnlyMemory<short> samples, RecognitionRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _atOnce.WaitAsync(end.Token);
            try
            {
                return await Task.Run(
                    () => _model.Value.Transcribe(WideSound.Floats(samples.Span, Silence), end.Token), end.Token);
            }
            finally
            {
                _atOnce.Release();
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException(BackEnd, "timeout", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What still runs in native code must not lose its memory beneath it; the process ends anyway.
        var isIdle = Enumerable.Range(0, MostAtOnce).All(_ => _atOnce.Wait(TimeSpan.Zero));
        if (isIdle && _model.IsValueCreated)
            _model.Value.Dispose();
        if (isIdle)
            _atOnce.Dispose();
    }
}
