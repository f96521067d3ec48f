namespace Gateway.Channels.Texts;

/// <summary>What a channel writes Markdown's formatting as; an empty mark leaves the words alone.</summary>
/// <param name="Strong">Around bold words.</param>
/// <param name="Emphasis">Around slanted words.</param>
/// <param name="Strike">Around struck words.</param>
/// <param name="Code">Around code within a line.</param>
/// <param name="CodeBlock">Around several lines of code.</param>
/// <param name="Quote">Before each quoted line.</param>
internal sealed record MarkdownStyle(
    string Strong, string Emphasis, string Strike, string Code, string CodeBlock, string Quote)
{
    /// <summary>Whether the channel reads marks in what it is sent, wanted or not.</summary>
    public bool IsRead => Strong.Length > 0;

    /// <summary>Words alone.</summary>
    public static MarkdownStyle Plain { get; } = new("", "", "", "", "", "");

    /// <summary>WhatsApp's own notation.</summary>
    public static MarkdownStyle WhatsApp { get; } = new("*", "_", "~", "`", "```", "> ");
}
