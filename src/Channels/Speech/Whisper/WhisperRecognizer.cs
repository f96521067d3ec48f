using System.Text;
using Gateway.Channels.Speech.Utterances;
using Whisper.net;

namespace Gateway.Channels.Speech.Whisper;

/// <summary>
/// Writes utterances down with a Whisper model that the owner names, in this process. Loaded at its first use, shared
/// by all calls, one utterance at a time: each takes all processors.
/// </summary>
internal sealed class WhisperRecognizer : ISpeechRecognizer, ITranscriber, IDisposable
{
    /// <summary>Its name in the configuration.</summary>
    public const string BackEnd = "whisper";

    // A quarter of a second on either side; less than a second of sound is refused by the model.
    private const int Silence = WideSound.RateHz / 2;

    private static readonly TimeSpan LoadWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    private readonly WhisperOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<WhisperFactory> _factory;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Listens with a model.</summary>
    public WhisperRecognizer(WhisperOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _factory = new Lazy<WhisperFactory>(() => WhisperFactory.FromPath(options.ModelPath!));
    }

    /// <inheritdoc cref="ISpeechRecognizer.Name"/>
    public string Name => BackEnd;

    /// <inheritdoc/>
    public bool Knows(string locale) => _options.ModelPath is not null && locale is "fr" or "en";

    /// <inheritdoc/>
    public async Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken)
    {
        if (!Knows(request.Locale))
            throw new SpeechException(BackEnd, "refused");
        try
        {
            await Task.Run(Load, cancellationToken).WaitAsync(LoadWithin, _time, cancellationToken);
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
        using var limit = new CancellationTokenSource(WriteWithin, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _one.WaitAsync(end.Token);
            try
            {
                return await WriteAsync(WideSound.Floats(samples.Span, Silence), request, end.Token);
            }
            finally
            {
                _one.Release();
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
        if (!_one.Wait(TimeSpan.Zero))
            return;
        if (_factory.IsValueCreated)
            _factory.Value.Dispose();
        _one.Dispose();
    }

    // That a file is no model is found out by the first who listens with it.
    private void Load()
    {
        using var processor = _factory.Value.CreateBuilder().Build();
    }

    private async Task<string> WriteAsync(
        float[] sound, RecognitionRequest request, CancellationToken cancellationToken)
    {
        await using var processor = _factory.Value.CreateBuilder().WithLanguage(request.Locale).Build();
        var text = new StringBuilder();
        await foreach (var part in processor.ProcessAsync(sound, cancellationToken))
        {
            if (part.NoSpeechProbability <= Phantoms.MostNoSpeech)
                text.Append(part.Text);
        }

        return Phantoms.Drop(text.ToString());
    }
}
