using System.Runtime.CompilerServices;

namespace Gateway.Channels.Speech;

/// <summary>
/// Keeps the sound of what is said often (greetings, fillers, apologies), so that the second caller hears it at once. The
/// least used goes when it is full; what is longer than an eighth of it is not kept.
/// </summary>
public sealed class SpokenCache
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Key, LinkedListNode<(Key Key, SpokenSound Spoken)>> _kept = [];
    private readonly LinkedList<(Key Key, SpokenSound Spoken)> _byUse = new();
    private readonly int _mostBytes;
    private int _bytes;

    /// <summary>A cache of 16 MB: more than half an hour of sound.</summary>
    public SpokenCache()
        : this(16 * 1024 * 1024)
    {
    }

    /// <summary>A cache of a size.</summary>
    /// <param name="mostBytes">Bytes of sound that are kept at most, 8,000 a second.</param>
    public SpokenCache(int mostBytes) => _mostBytes = mostBytes;

    /// <summary>How many bytes of sound are kept.</summary>
    public int Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>The sound, if it is kept: all of it in one piece; null otherwise.</summary>
    public SpokenSound? Find(ISpeechSynthesizer synthesizer, SpeakRequest request)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(new Key(synthesizer, request), out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Spoken;
        }
    }

    /// <summary>
    /// Speaks from here, or by the synthesiser, and then keeps what was spoken to its end. What went before
    /// (<see cref="SpeakRequest.Before"/>) makes no difference here.
    /// </summary>
    /// <inheritdoc cref="ISpeechSynthesizer.SpeakAsync"/>
    public async IAsyncEnumerable<SpokenSound> SpeakAsync(
        ISpeechSynthesizer synthesizer, SpeakRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Find(synthesizer, request) is { } kept)
        {
            yield return kept;
            yield break;
        }

        using var sound = new MemoryStream();
        var words = new List<SpokenWord>();
        await foreach (var piece in synthesizer.SpeakAsync(request, cancellationToken))
        {
            sound.Write(piece.Sound.Span);
            words.AddRange(piece.Words);
            yield return piece;
        }

        Keep(new Key(synthesizer, request), new SpokenSound(sound.ToArray()) { Words = words });
    }

    private void Keep(Key key, SpokenSound spoken)
    {
        if (spoken.Sound.Length > _mostBytes / 8 || spoken.Sound.IsEmpty)
            return;
        lock (_lock)
        {
            // Two may have had it spoken at once.
            if (_kept.ContainsKey(key))
                return;
            _kept[key] = _byUse.AddFirst((key, spoken));
            _bytes += spoken.Sound.Length;
            while (_bytes > _mostBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _kept.Remove(oldest.Value.Key);
                _bytes -= oldest.Value.Spoken.Sound.Length;
            }
        }
    }

    private readonly record struct Key(string Synthesizer, string Voice, string Locale, string Text)
    {
        public Key(ISpeechSynthesizer synthesizer, SpeakRequest request)
            : this(synthesizer.Name, synthesizer.VoiceOf(request), request.Locale, request.Text)
        {
        }
    }
}
