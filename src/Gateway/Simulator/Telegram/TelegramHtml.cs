using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gateway.Simulator.Chats;

namespace Gateway.Simulator.Telegram;

/// <summary>Text in Telegram's HTML parse mode, as the Bot API reads it: the tags it knows, properly nested, and four named entities.</summary>
internal static class TelegramHtml
{
    private static readonly Dictionary<string, string> Styles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["b"] = "bold",
        ["strong"] = "bold",
        ["i"] = "italic",
        ["em"] = "italic",
        ["u"] = "underline",
        ["ins"] = "underline",
        ["s"] = "strike",
        ["strike"] = "strike",
        ["del"] = "strike",
        ["code"] = "code",
        ["pre"] = "code",
        ["blockquote"] = "quote",
        ["tg-spoiler"] = "spoiler",
        ["a"] = "link",
        ["tg-emoji"] = "emoji",
    };

    /// <summary>Reads a text.</summary>
    /// <param name="html">As it was sent.</param>
    /// <param name="runs">What is shown.</param>
    /// <param name="problem">What the Bot API says about it.</param>
    public static bool TryRead(string html, out IReadOnlyList<TextRun> runs, [NotNullWhen(false)] out string? problem)
    {
        var read = new List<TextRun>();
        var open = new Stack<(string Tag, string? Href)>();
        var words = new StringBuilder();
        runs = read;
        for (var i = 0; i < html.Length;)
        {
            if (html[i] == '&' && TryEntity(html, i, out var letter, out var length))
            {
                words.Append(letter);
                i += length;
                continue;
            }

            if (html[i] != '<')
            {
                words.Append(html[i++]);
                continue;
            }

            var end = html.IndexOf('>', i);
            if (end < 0)
                return Fail($"Unclosed start tag at byte offset {i}", out problem);
            Flush(read, open, words);
            var tag = html[(i + 1)..end].Trim();
            i = end + 1;
            if (tag.StartsWith('/'))
            {
                if (!open.TryPop(out var opened) || !opened.Tag.Equals(tag[1..].Trim(), StringComparison.OrdinalIgnoreCase))
                    return Fail($"Unmatched end tag at byte offset {end}", out problem);
                continue;
            }

            var name = tag.Split(' ', 2)[0];
            if (!Styles.ContainsKey(name))
                return Fail($"Unsupported start tag \"{name}\" at byte offset {end}", out problem);
            open.Push((name, HrefOf(tag)));
        }

        if (open.TryPeek(out var left))
            return Fail($"Can't find end tag corresponding to start tag \"{left.Tag}\"", out problem);
        Flush(read, open, words);
        problem = null;
        return true;
    }

    private static bool Fail(string reason, out string problem)
    {
        problem = $"Bad Request: can't parse entities: {reason}";
        return false;
    }

    private static void Flush(List<TextRun> runs, Stack<(string Tag, string? Href)> open, StringBuilder words)
    {
        if (words.Length == 0)
            return;
        var styles = open.Select(tag => Styles[tag.Tag]).Where(style => style is not ("link" or "emoji")).Reverse().Distinct().ToList();
        runs.Add(new TextRun(words.ToString(), styles, open.Select(tag => tag.Href).FirstOrDefault(href => href is not null)));
        words.Clear();
    }

    private static string? HrefOf(string tag)
    {
        const string attribute = "href=\"";
        var start = tag.IndexOf(attribute, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        start += attribute.Length;
        var end = tag.IndexOf('"', start);
        var href = end < 0 ? "" : tag[start..end].Replace("&amp;", "&", StringComparison.Ordinal).Replace("&quot;", "\"", StringComparison.Ordinal);
        return Uri.TryCreate(href, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "mailto" or "tel" ? href : null;
    }

    private static bool TryEntity(string html, int start, out char letter, out int length)
    {
        (string Name, char Letter)[] entities = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
        foreach (var entity in entities)
        {
            if (string.CompareOrdinal(html, start, entity.Name, 0, entity.Name.Length) == 0)
            {
                (letter, length) = (entity.Letter, entity.Name.Length);
                return true;
            }
        }

        (letter, length) = (default, 0);
        return false;
    }
}
