using Gateway.Sessions;

namespace Gateway.Channels.Texts;

/// <summary>
/// The words of an entry in a channel's notation: an agent's are Markdown, what people and the gateway say shows the
/// characters they wrote.
/// </summary>
internal static class EntryText
{
    /// <summary>The words.</summary>
    public static string Of(Entry entry, MarkdownStyle style) =>
        AgentMarkdown.IsSpokenBy(entry.Role)
            ? MarkedText.Write(StyledText.Read(entry.Text), style)
            : Plain(entry.Text, style);

    /// <summary>Plain text, such as what a catalogue or an operator says.</summary>
    public static string Plain(string text, MarkdownStyle style)
    {
        var clean = CleanText.Of(text).Trim();
        return style.IsRead ? WhatsAppMarks.Literal(clean) : clean;
    }
}
