using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Channels.Speech.Utterances;

/// <summary>
/// Listens to one caller for a recogniser that takes a stretch of speech as a whole: gathers what is said, and has it
/// written down at each commit, one after the other.
/// </summary>
internal sealed class UtteranceRecognition : IRecognition
{
    private const int MostBytes = 30 * MuLaw.RateHz;
    private const int MostWaiting = 16;
    private const int FirstBytes = 4 * MuLaw.RateHz;

    private readonly ITranscriber _transcriber;
    private readonly RecognitionRequest _request;
    private readonly Lock _lock = new();
    private readonly Channel<(int Number, byte[] Sound)> _commits =
        Channel.CreateBounded<(int, byte[])>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly Channel<Transcript> _transcripts =
        Channel.CreateUnbounded<Transcript>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _end = new();
    private readonly Task _working;
    private byte[] _sound = new byte[FirstBytes];
    private int _length;
    private int _isDisposed;

    /// <summary>Begins to listen.</summary>
    public UtteranceRecognition(ITranscriber transcriber, RecognitionRequest request)
    {
        (_transcriber, _request) = (transcriber, request);
        _working = Task.Run(WorkAsync);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> sound)
    {
        lock (_lock)
        {
            while (!sound.IsEmpty)
            {
                MakeRoom(sound.Length);
                var taken = Math.Min(sound.Length, _sound.Length - _length);
                sound[..taken].CopyTo(_sound.AsSpan(_length));
                _length += taken;
                sound = sound[taken..];
            }
        }
    }

    /// <inheritdoc/>
    public void Commit(int number)
    {
        byte[] said;
        lock (_lock)
        {
            said = _sound.AsSpan(0, _length).ToArray();
            _length = 0;
        }

        // Whoever commits sixteen times without an answer waits for one that hangs.
        if (!_commits.Writer.TryWrite((number, said)))
            _transcripts.Writer.TryComplete(new SpeechException(_transcriber.Name, "limit"));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Transcript> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transcript in _transcripts.Reader.ReadAllAsync(cancellationToken))
            yield return transcript;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _commits.Writer.TryComplete();
        await _end.CancelAsync();
        await _working;
        _end.Dispose();
    }

    /// <summary>The oldest second goes when there are thirty and none was asked for.</summary>
    private void MakeRoom(int needed)
    {
        if (_length + needed > _sound.Length && _sound.Length < MostBytes)
            Array.Resize(ref _sound, Math.Min(Math.Max(_sound.Length * 2, _length + needed), MostBytes));
        if (_length < _sound.Length)
            return;
        _sound.AsSpan(MuLaw.RateHz).CopyTo(_sound);
        _length -= MuLaw.RateHz;
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var (number, sound) in _commits.Reader.ReadAllAsync(_end.Token))
            {
                var samples = new short[sound.Length];
                MuLaw.Decode(sound, samples);
                var speech = Trimming.Of(samples);
                var text = speech.IsEmpty ? "" : await _transcriber.TranscribeAsync(speech, _request, _end.Token);
                _transcripts.Writer.TryWrite(new Transcript(number, text, IsFinal: true));
            }

            _transcripts.Writer.TryComplete();
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _transcripts.Writer.TryComplete();
        }
        catch (SpeechException exception)
        {
            _transcripts.Writer.TryComplete(exception);
        }
        catch (Exception exception)
        {
            _transcripts.Writer.TryComplete(new SpeechException(_transcriber.Name, "broken", exception));
        }
    }
}
