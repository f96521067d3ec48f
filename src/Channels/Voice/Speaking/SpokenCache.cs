using System.Diagnostics.CodeAnalysis;
using Gateway.Channels.Speech;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>
/// The sound of what is said in many calls (greetings, fillers, apologies), by voice: it is there at once, and costs
/// nothing. What was not used longest goes first.
/// </summary>
internal sealed class SpokenCache
{
    /// <summary>How much sound is kept: some half an hour.</summary>
    public const int MostBytes = 16_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Voice, string Locale, string Text), LinkedListNode<Kept>> _all = [];
    private readonly LinkedList<Kept> _byUse = [];
    private long _bytes;

    /// <summary>The sound of some words, if it is kept.</summary>
    public bool TryGet(string voice, string locale, string text, [NotNullWhen(true)] out SpokenSound? sound)
    {
        lock (_gate)
        {
            sound = null;
            if (!_all.TryGetValue((voice, locale, text), out var kept))
                return false;
            _byUse.Remove(kept);
            _byUse.AddFirst(kept);
            sound = kept.Value.Sound;
            return true;
        }
    }

    /// <summary>Keeps the sound of some words.</summary>
    public void Keep(string voice, string locale, string text, SpokenSound sound)
    {
        lock (_gate)
        {
            var key = (voice, locale, text);
            if (_all.ContainsKey(key) || sound.Sound.Length > MostBytes / 8)
                return;
            _all[key] = _byUse.AddFirst(new Kept(key, sound));
            _bytes += sound.Sound.Length;
            while (_bytes > MostBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _all.Remove(oldest.Value.Key);
                _bytes -= oldest.Value.Sound.Sound.Length;
            }
        }
    }

    private sealed record Kept((string Voice, string Locale, string Text) Key, SpokenSound Sound);
}
