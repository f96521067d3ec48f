using Gateway.Sessions;

namespace Gateway.Brain.Words;

/// <summary>
/// Words of an agent, in its Markdown. This is the one door by which data enters them: a string that becomes such words
/// is data and is escaped; notation is only what stands in our own phrasebooks. A text cannot slip past it by
/// interpolation either: the build refuses what would call <see cref="object.ToString"/> here.
/// </summary>
internal sealed class AgentText
{
    private AgentText(string markdown) => Markdown = markdown;

    /// <summary>No words.</summary>
    public static AgentText None { get; } = new("");

    /// <summary>The words in their notation.</summary>
    public string Markdown { get; }

    /// <summary>Data as words.</summary>
    public static implicit operator AgentText(string data) => new(AgentMarkdown.Escape(data));

    /// <summary>What stands in our own files or code: it may use the notation, and data in it was escaped.</summary>
    public static AgentText Trusted(string markdown) => new(markdown);

    /// <summary>The texts that say something, one after the other.</summary>
    /// <param name="separator">Notation that stands between two of them.</param>
    /// <param name="texts">The texts; null for one that is left out.</param>
    public static AgentText Join(string separator, params IEnumerable<AgentText?> texts) =>
        new(
            string.Join(
            separator, texts.OfType<AgentText>().Select(text => text.Markdown).Where(markdown => markdown.Length > 0)));
}
