using Gateway.Channels.Texts;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Text as Telegram shows it, which is cut by what is read and only then written as HTML: so no cut can fall into a tag
/// or an entity.
/// </summary>
internal static class TelegramText
{
    private const string Bullet = "• ";
    private const string Indent = "   ";

    /// <summary>An agent's words.</summary>
    /// <param name="markdown">Markdown of any quality.</param>
    public static IReadOnlyList<StyledRun> Read(string markdown)
    {
        var runs = StyledText.Read(markdown);
        var text = new List<StyledRun>(runs.Count);
        for (var i = 0; i < runs.Count; i++)
        {
            var link = runs[i].Link is { } address && !IsWordOf(runs, i, address) ? Target(address) : null;
            text.Add(runs[i] with { Text = Shown(runs[i]), Link = link });
        }

        return text;
    }

    /// <summary>Cuts text into messages.</summary>
    /// <param name="runs">The text.</param>
    /// <param name="most">The most UTF-16 units of a message; at least 2.</param>
    public static IReadOnlyList<IReadOnlyList<StyledRun>> Cut(IReadOnlyList<StyledRun> runs, int most) =>
        [.. TextSplitter.Cut(StyledText.WordsOf(runs), most).Select(piece => Slice(runs, piece))];

    private static string Shown(StyledRun run) => run.Style.HasFlag(TextStyle.Bullet) ? Bullet
        : run.Style.HasFlag(TextStyle.Indent) ? Indent
        : run.Text;

    // Words that are the link's address, or its end, are pressed as they stand.
    private static bool IsWordOf(IReadOnlyList<StyledRun> runs, int at, string address) =>
        address.EndsWith(runs[at].Text, StringComparison.Ordinal) &&
        (at == 0 || runs[at - 1].Link != address) && (at + 1 == runs.Count || runs[at + 1].Link != address);

    /// <summary>Where a link leads, when it is somewhere Telegram goes.</summary>
    private static string? Target(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "tg" or "mailto" or "tel" ? address : null;

    private static List<StyledRun> Slice(IReadOnlyList<StyledRun> runs, Range piece)
    {
        var (start, end) = (piece.Start.Value, piece.End.Value);
        var slice = new List<StyledRun>();
        var at = 0;
        foreach (var run in runs)
        {
            var from = Math.Max(start - at, 0);
            var to = Math.Min(end - at, run.Text.Length);
            if (from < to)
                slice.Add(run with { Text = run.Text[from..to] });
            at += run.Text.Length;
            if (at >= end)
                break;
        }

        return slice;
    }
}
