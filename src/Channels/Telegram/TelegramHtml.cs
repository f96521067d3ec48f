using System.Text;
using Gateway.Channels.Texts;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Writes text in Telegram's HTML ("HTML style", Bot API): its own small set of tags, four named entities, tags closed
/// in the order they were opened.
/// </summary>
internal static class TelegramHtml
{
    /// <summary>The text as HTML.</summary>
    public static string Write(IReadOnlyList<StyledRun> runs)
    {
        var html = new StringBuilder();
        var open = new List<(string Tag, string Opening)>();
        foreach (var run in runs)
        {
            var wanted = TagsOf(run);
            var same = 0;
            while (same < open.Count && same < wanted.Count && open[same] == wanted[same])
                same++;
            Close(html, open, same);
            foreach (var tag in wanted.Skip(same))
            {
                html.Append(tag.Opening);
                open.Add(tag);
            }

            Escape(html, run.Text, isAttribute: false);
        }

        Close(html, open, 0);
        return html.ToString();
    }

    private static void Close(StringBuilder html, List<(string Tag, string Opening)> open, int left)
    {
        for (; open.Count > left; open.RemoveAt(open.Count - 1))
            html.Append("</").Append(open[^1].Tag).Append('>');
    }

    // Code holds nothing and stands in nothing; only the styles of letters may be inside one another.
    private static List<(string Tag, string Opening)> TagsOf(StyledRun run)
    {
        var tags = new List<(string, string)>(4);
        if (run.Style.HasFlag(TextStyle.Quote))
            tags.Add(("blockquote", "<blockquote>"));
        else if (run.Style.HasFlag(TextStyle.Pre))
            return [("pre", "<pre>")];
        else if (run.Style.HasFlag(TextStyle.Code) && run.Link is null)
            return [("code", "<code>")];
        if (run.Link is not null)
        {
            var opening = new StringBuilder("<a href=\"");
            Escape(opening, run.Link, isAttribute: true);
            tags.Add(("a", opening.Append("\">").ToString()));
        }

        if (run.Style.HasFlag(TextStyle.Bold))
            tags.Add(("b", "<b>"));
        if (run.Style.HasFlag(TextStyle.Italic))
            tags.Add(("i", "<i>"));
        if (run.Style.HasFlag(TextStyle.Strike))
            tags.Add(("s", "<s>"));
        return tags;
    }

    private static void Escape(StringBuilder html, string text, bool isAttribute)
    {
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' when isAttribute => html.Append("&quot;"),
                _ => html.Append(unit),
            };
        }
    }
}
