namespace Gateway.Channels.Speech.Saying;

/// <summary>A piece of a reply that can be spoken by itself.</summary>
/// <param name="Start">Where it begins in the reply, in UTF-16 units.</param>
/// <param name="Text">
/// The Markdown as it came, with the blanks behind it: all pieces one after the other are the reply. It may say
/// nothing, such as an empty line.
/// </param>
internal readonly record struct ReplyPiece(int Start, string Text)
{
    /// <summary>Where it ends in the reply.</summary>
    public int End => Start + Text.Length;
}
