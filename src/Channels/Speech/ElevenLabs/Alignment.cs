namespace Gateway.Channels.Speech.ElevenLabs;

/// <summary>
/// Finds the words of a text in the times of characters that ElevenLabs sends along. Whether the times of a later piece
/// go on from the one before or begin anew is not documented: what would begin before the last one's end begins anew.
/// </summary>
internal sealed class Alignment(string text)
{
    private const int LookAhead = 8;
    private const int Slack = 20;

    private readonly List<SpokenWord> _found = [];
    private SpokenWord? _word;
    private int _cursor;
    private int _lastMs;

    /// <summary>Takes the times of a piece.</summary>
    /// <param name="characters">Of the text, each as a string.</param>
    /// <param name="starts">When each begins, in seconds.</param>
    /// <param name="ends">When each ends.</param>
    /// <param name="msBefore">The length of the sound before this piece.</param>
    /// <returns>The words that are whole now.</returns>
    public IReadOnlyList<SpokenWord> Next(
        IReadOnlyList<string> characters, IReadOnlyList<double> starts, IReadOnlyList<double> ends, int msBefore)
    {
        _found.Clear();
        var count = Math.Min(characters.Count, Math.Min(starts.Count, ends.Count));
        var offset = count > 0 && Ms(starts[0]) + Slack < _lastMs ? msBefore : 0;
        for (var i = 0; i < count; i++)
            Take(characters[i], offset + Ms(starts[i]), offset + Ms(ends[i]));
        return [.. _found];
    }

    /// <summary>Ends the text.</summary>
    /// <returns>The last word, if it was not whole before.</returns>
    public IReadOnlyList<SpokenWord> Finish()
    {
        _found.Clear();
        EndWord();
        return [.. _found];
    }

    private static int Ms(double seconds) => (int)Math.Round(Math.Clamp(seconds, 0, 3_600) * 1_000);

    private void Take(string character, int fromMs, int toMs)
    {
        _lastMs = Math.Max(_lastMs, toMs);
        if (string.IsNullOrWhiteSpace(character))
        {
            EndWord();
            return;
        }

        var ahead = text.AsSpan(_cursor, Math.Min(LookAhead, text.Length - _cursor));
        var at = ahead.IndexOf(character, StringComparison.Ordinal);
        if (at < 0)
            return;
        if (ahead[..at].ContainsAny(' ', '\u00A0', '\u202F'))
            EndWord();
        var start = _cursor + at;
        _cursor = start + character.Length;
        _word = _word is { } word
            ? word with { Length = _cursor - word.Start, ToMs = toMs }
            : new SpokenWord(start, character.Length, fromMs, toMs);
    }

    private void EndWord()
    {
        if (_word is { } word)
            _found.Add(word);
        _word = null;
    }
}
