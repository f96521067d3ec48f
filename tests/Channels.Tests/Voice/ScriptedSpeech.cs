using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Sound;
using Gateway.Testing;

namespace Gateway.Channels.Tests.Voice;

/// <summary>Speech back ends that a test has in hand.</summary>
internal sealed class ScriptedSpeech(TimeProvider clock) : ISpeechBackEnds
{
    public List<ScriptedRecognizer> Recognizers { get; } = [new("first", clock, "fr", "en")];

    public List<ScriptedSynthesizer> Synthesizers { get; } = [new("voice", clock)];

    public List<(string Name, SpeechException? Error)> Notes { get; } = [];

    public ScriptedRecognizer Recognizer => Recognizers[0];

    public ScriptedSynthesizer Synthesizer => Synthesizers[0];

    public IReadOnlyList<ISpeechRecognizer> RecognizersOf(string locale) =>
        [.. Recognizers.Where(one => one.Knows(locale))];

    public IReadOnlyList<ISpeechSynthesizer> SynthesizersOf(string locale) => Synthesizers;

    public void Note(string name, SpeechException? error) => Notes.Add((name, error));

    public IVoiceActivity NewActivity() => new Loudness();

    /// <summary>Takes for speech what is loud.</summary>
    private sealed class Loudness : IVoiceActivity
    {
        public float Next(ReadOnlySpan<short> window) => Levels.Of(window) > -40 ? 1 : 0;

        public void Reset()
        {
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>
/// A recogniser that reads <see cref="CodedSpeech"/>: a partial transcript at each word, a final at each commit.
/// </summary>
internal sealed class ScriptedRecognizer(string name, TimeProvider clock, params string[] locales) : ISpeechRecognizer
{
    public string Name => name;

    /// <summary>How long a final transcript takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Whether it says something before it is asked.</summary>
    public bool TellsPartials { get; set; } = true;

    /// <summary>Whether it answers at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it cannot be reached.</summary>
    public bool IsDown { get; set; }

    /// <summary>What it says instead of what it hears, where that is not null.</summary>
    public Func<string, string>? Mishears { get; set; }

    /// <summary>The language it says it heard.</summary>
    public string? Locale { get; set; }

    public List<string> Started { get; } = [];

    public ScriptedRecognition? Last { get; private set; }

    public bool Knows(string locale) => locales.Contains(locale);

    public Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken)
    {
        if (IsDown)
            throw new SpeechException(name, "connection");
        Started.Add(request.Locale);
        Last = new ScriptedRecognition(this, clock);
        return Task.FromResult<IRecognition>(Last);
    }
}

internal sealed class ScriptedRecognition(ScriptedRecognizer recognizer, TimeProvider clock) : IRecognition
{
    private readonly Channel<Transcript> _told = Channel.CreateUnbounded<Transcript>(
        new UnboundedChannelOptions { AllowSynchronousContinuations = true });

    private readonly List<byte> _sound = [];
    private int _commits;
    private string _partial = "";

    /// <summary>All that it was given, in milliseconds.</summary>
    public int GivenMs { get; private set; }

    public void Write(ReadOnlySpan<byte> sound)
    {
        GivenMs += sound.Length / 8;
        foreach (var value in sound)
            _sound.Add(value);
        if (!recognizer.TellsPartials || recognizer.IsSilent)
            return;
        var text = Heard();
        var partial = text[..Math.Max(0, text.LastIndexOf(' '))];
        if (partial.Length == 0 || partial == _partial)
            return;
        _partial = partial;
        _told.Writer.TryWrite(new Transcript(_commits + 1, partial, IsFinal: false) { Locale = recognizer.Locale });
    }

    public void Commit(int number)
    {
        number.ShouldBeNext(ref _commits);
        var text = Heard();
        _sound.Clear();
        _partial = "";
        if (!recognizer.IsSilent)
            _ = TellAsync(new Transcript(number, text.Trim(), IsFinal: true) { Locale = recognizer.Locale });
    }

    public async IAsyncEnumerable<Transcript> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var transcript in _told.Reader.ReadAllAsync(cancellationToken))
            yield return transcript;
    }

    /// <summary>It breaks in mid-call.</summary>
    public void Break() => _told.Writer.TryComplete(new SpeechException(recognizer.Name, "broken"));

    public ValueTask DisposeAsync()
    {
        _told.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private string Heard()
    {
        var text = CodedSpeech.Text(_sound.ToArray());
        return recognizer.Mishears is { } mishears ? mishears(text) : text;
    }

    private async Task TellAsync(Transcript transcript)
    {
        if (recognizer.Latency > TimeSpan.Zero)
            await Task.Delay(recognizer.Latency, clock).ConfigureAwait(false);
        _told.Writer.TryWrite(transcript);
    }
}

/// <summary>A synthesiser that speaks <see cref="CodedSpeech"/>.</summary>
internal sealed class ScriptedSynthesizer(string name, TimeProvider clock) : ISpeechSynthesizer
{
    public string Name => name;

    /// <summary>How long the first sound takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Whether it tells where words stand.</summary>
    public bool TellsWords { get; set; } = true;

    /// <summary>How many pieces of sound it gives before it breaks off; null: it does not.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>How large its pieces of sound are.</summary>
    public int PieceBytes { get; set; } = 1_000;

    public List<string> Spoken { get; } = [];

    public bool Knows(string locale) => true;

    public string VoiceOf(SpeakRequest request) => name;

    public async IAsyncEnumerable<SpokenSound> SpeakAsync(
        SpeakRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (Spoken)
            Spoken.Add(request.Text);
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, clock, cancellationToken).ConfigureAwait(false);
        var sound = CodedSpeech.Sound(request.Text);
        for (var (at, count) = (0, 0); at < sound.Length; at += PieceBytes, count++)
        {
            if (count == BreaksAfter)
                throw new SpeechException(name, "broken");
            yield return new SpokenSound(sound.AsMemory(at, Math.Min(PieceBytes, sound.Length - at)))
            {
                Words = TellsWords && at == 0 ? [.. WordsOf(request.Text)] : [],
            };
        }
    }

    private static IEnumerable<SpokenWord> WordsOf(string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf(' ', from);
            end = end < 0 ? text.Length : end;
            if (end > from)
            {
                yield return new SpokenWord(
                    from, end - from, from * CodedSpeech.LetterMs, end * CodedSpeech.LetterMs);
            }

            from = end + 1;
        }
    }
}

internal static class CommitNumbers
{
    /// <summary>Commits are counted from 1 in each recognition.</summary>
    public static void ShouldBeNext(this int number, ref int last)
    {
        if (number != last + 1)
            throw new InvalidOperationException($"Commit {number} came after {last}.");
        last = number;
    }
}
