using System.Threading.Channels;
using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;

namespace Gateway.Testing.Speech;

/// <summary>One caller of a <see cref="ScriptedRecognizer"/>; a test may also speak in its place.</summary>
public sealed class ScriptedRecognition : IRecognition
{
    // 200 ms of voice, then the first words are understood.
    private const int BytesOfPartial = MuLaw.RateHz / 5;
    private const int Voice = 500;

    private readonly Channel<Transcript> _transcripts = Channel.CreateUnbounded<Transcript>();
    private readonly Lock _lock = new();
    private readonly bool _partials;
    private readonly TimeSpan _latency;
    private readonly TimeProvider _time;
    private readonly Func<string> _next;
    private string? _line;
    private int _voiced;
    private int _number = 1;

    internal ScriptedRecognition(
        RecognitionRequest request, bool partials, TimeSpan latency, TimeProvider time, Func<string> next)
    {
        Request = request;
        (_partials, _latency, _time, _next) = (partials, latency, time, next);
    }

    /// <summary>What it was told.</summary>
    public RecognitionRequest Request { get; }

    /// <summary>How many bytes of sound came.</summary>
    public long Bytes { get; private set; }

    /// <summary>How often it was asked for all that was said.</summary>
    public int Commits { get; private set; }

    /// <summary>Whether nobody is listened to any more.</summary>
    public bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> sound)
    {
        lock (_lock)
        {
            Bytes += sound.Length;
            var before = _voiced;
            foreach (var value in sound)
                _voiced += Math.Abs((int)MuLaw.Decode(value)) > Voice ? 1 : 0;
            if (!_partials || before >= BytesOfPartial || _voiced < BytesOfPartial)
                return;
            _line ??= _next();
            if (_line.Length > 0)
                Say(_line.Split(' ')[0], isFinal: false);
        }
    }

    /// <inheritdoc/>
    public void Commit(int number)
    {
        lock (_lock)
        {
            Commits++;
            _number = number + 1;
            var line = _voiced >= BytesOfPartial / 4 ? _line ?? _next() : "";
            (_line, _voiced) = (null, 0);
            if (_latency == TimeSpan.Zero)
                _transcripts.Writer.TryWrite(new Transcript(number, line, IsFinal: true));
            else
                _ = SayLaterAsync(new Transcript(number, line, IsFinal: true));
        }
    }

    /// <summary>Says something of the commit to come.</summary>
    public void Say(string text, bool isFinal = false) =>
        _transcripts.Writer.TryWrite(new Transcript(_number, text, isFinal));

    /// <summary>Breaks in the middle.</summary>
    public void Break(SpeechException why) => _transcripts.Writer.TryComplete(why);

    /// <inheritdoc/>
    public IAsyncEnumerable<Transcript> ReadAsync(CancellationToken cancellationToken) =>
        _transcripts.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        _transcripts.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private async Task SayLaterAsync(Transcript transcript)
    {
        await Task.Delay(_latency, _time);
        _transcripts.Writer.TryWrite(transcript);
    }
}
