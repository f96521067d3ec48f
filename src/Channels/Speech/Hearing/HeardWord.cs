namespace Gateway.Channels.Speech.Hearing;

/// <summary>A word of a transcript.</summary>
/// <param name="Text">
/// In small letters without accents; what is elided keeps its apostrophe (<c>l'</c>), figures are digits alone,
/// though a + before them is within their place.
/// </param>
/// <param name="Start">Where it begins in the transcript, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="HasPauseBefore">Whether a mark such as a comma stands before it.</param>
internal readonly record struct HeardWord(string Text, int Start, int End, bool HasPauseBefore)
{
    /// <summary>Whether it is figures.</summary>
    public bool IsDigits => Text.Length > 0 && char.IsAsciiDigit(Text[0]);
}
