namespace Gateway.Brain.ChatModels;

/// <summary>
/// Listens to an answer until its first sentence is whole: it ends with its line, or with its last mark when a blank
/// follows.
/// </summary>
internal sealed class FirstSentence
{
    private char _last;

    /// <summary>How many letters it has so far, without the blanks before it.</summary>
    public int Letters { get; private set; }

    /// <summary>Whether it has come to its end.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Takes the next piece of the answer; it may be empty.</summary>
    public void Take(string text)
    {
        foreach (var letter in text)
        {
            if (IsWhole)
                return;
            if (Letters == 0 && char.IsWhiteSpace(letter))
                continue;
            IsWhole = letter == '\n' || (char.IsWhiteSpace(letter) && _last is '.' or '!' or '?' or '…');
            _last = letter;
            Letters++;
        }
    }
}
