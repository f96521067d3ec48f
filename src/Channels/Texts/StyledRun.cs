namespace Gateway.Channels.Texts;

/// <summary>How a piece of text looks, or what it is there for.</summary>
[Flags]
internal enum TextStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Strike = 4,
    Code = 8,

    /// <summary>A block of code, with its own line ends.</summary>
    Pre = 16,
    Quote = 32,

    /// <summary>The mark of a list's item that has no number: <c>- </c>.</summary>
    Bullet = 64,

    /// <summary>
    /// The blanks that put a line under the words of its list's item; a run for each list it stands in.
    /// </summary>
    Indent = 128,
}

/// <summary>A piece of text that looks the same from end to end.</summary>
/// <param name="Text">What is read; never empty.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Link">Where a press on it leads, as it was written, or null.</param>
internal sealed record StyledRun(string Text, TextStyle Style = TextStyle.None, string? Link = null);
