using Gateway.Channels.Speech;
using Gateway.Channels.Speech.Saying;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>What a piece of our speech is.</summary>
internal enum PieceKind
{
    /// <summary>Of a reply, or an operator's.</summary>
    Reply,

    /// <summary>Of the greeting.</summary>
    Greeting,

    /// <summary>Said while an answer is awaited: no one's words.</summary>
    Filler,

    /// <summary>A question after a silence.</summary>
    Question,

    /// <summary>Another word of the call's own: an apology, a goodbye.</summary>
    Notice,
}

/// <summary>
/// Some words that are spoken in one breath, with their sound as it comes and where each word stands in it.
/// </summary>
/// <param name="spoken">The words, with where they come from in the reply.</param>
/// <param name="locale">Their language.</param>
/// <param name="kind">What they are.</param>
internal sealed class SpokenPiece(SpokenText spoken, string locale, PieceKind kind)
{
    private byte[] _sound = [];
    private readonly List<SpokenWord> _words = [];

    /// <summary>The words.</summary>
    public SpokenText Spoken => spoken;

    /// <summary>Their language.</summary>
    public string Locale => locale;

    /// <summary>What they are.</summary>
    public PieceKind Kind => kind;

    /// <summary>The turn whose reply it is part of; null for none.</summary>
    public TurnId? Turn { get; init; }

    /// <summary>Where the source begins in the reply's text; null for what is not in it (parts).</summary>
    public int? ReplyStart { get; init; }

    /// <summary>Whether the caller's voice may stop it.</summary>
    public bool MayBeStopped { get; init; } = true;

    /// <summary>Whether its sound is kept for other calls.</summary>
    public bool IsKept { get; init; }

    /// <summary>What was said right before it in the same voice; null for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>How much of its sound is there, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Whether all of it is there.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How much of the sound was heard, in bytes.</summary>
    public int Heard { get; set; }

    /// <summary>How much of it was handed out, in bytes.</summary>
    public int Taken { get; set; }

    /// <summary>Whether it was heard to its end.</summary>
    public bool IsHeard => IsWhole && Heard >= Length;

    /// <summary>Its sound from a place on.</summary>
    public ReadOnlySpan<byte> From(int offset) => _sound.AsSpan(offset, Length - offset);

    /// <summary>All of its sound.</summary>
    public ReadOnlyMemory<byte> Sound => _sound.AsMemory(0, Length);

    /// <summary>Where its words stand, as far as the synthesiser has told.</summary>
    public IReadOnlyList<SpokenWord> Words => _words;

    /// <summary>Takes some sound more.</summary>
    public void Add(SpokenSound sound)
    {
        if (Length + sound.Sound.Length > _sound.Length)
            Array.Resize(ref _sound, Math.Max(Math.Max(4_000, _sound.Length * 2), Length + sound.Sound.Length));
        sound.Sound.Span.CopyTo(_sound.AsSpan(Length));
        Length += sound.Sound.Length;
        _words.AddRange(sound.Words);
    }

    /// <summary>No more sound comes.</summary>
    public void Finish() => IsWhole = true;

    /// <summary>It is begun anew, from a word on, by another voice.</summary>
    /// <returns>The words that are still to be spoken.</returns>
    public string RestAfterBreak()
    {
        var (chars, bytes) = BoundaryAt(Length);
        // What stands after the last whole word is said again, unless it was handed out.
        Length = Math.Max(bytes, Taken);
        _words.RemoveAll(word => word.ToMs > Length / 8);
        return spoken.Text[chars..];
    }

    /// <summary>How far the words were heard: UTF-16 units of <see cref="Spoken"/>, up to a whole word.</summary>
    public int WordsHeard => IsHeard ? spoken.Text.Length : BoundaryAt(Heard).Characters;

    /// <summary>Where in the sound the last word begins that was not heard whole.</summary>
    public int ResumeAt => IsHeard ? Length : BoundaryAt(Heard).Bytes;

    /// <summary>The last end of a word at or before a place of the sound.</summary>
    private (int Characters, int Bytes) BoundaryAt(int bytes)
    {
        var ms = bytes / 8;
        (int Characters, int Bytes) best = (0, 0);
        if (_words.Count > 0)
        {
            foreach (var word in _words)
            {
                if (word.ToMs > ms)
                    break;
                best = (Math.Min(word.Start + word.Length, spoken.Text.Length), Math.Min(word.ToMs * 8, Length));
            }

            return best;
        }

        // Spread by the characters. Of sound that is not all there nobody knows how long it will be: by the pace of
        // speech, some 15 a second.
        var total = IsWhole ? Math.Max(1, Length) : Math.Max(Length, spoken.Text.Length * 8_000 / 15);
        var reached = (int)((long)spoken.Text.Length * bytes / total);
        var end = reached >= spoken.Text.Length ? spoken.Text.Length : LastGap(spoken.Text, reached);
        return (end, Math.Min((int)((long)total * end / Math.Max(1, spoken.Text.Length)), Length));
    }

    private static int LastGap(string text, int before)
    {
        for (var at = before; at > 0; at--)
        {
            if (char.IsWhiteSpace(text[at]))
                return at;
        }

        return 0;
    }
}
