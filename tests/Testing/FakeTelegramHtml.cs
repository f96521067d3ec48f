using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Testing;

/// <summary>A piece of a text that looks or does something.</summary>
/// <param name="Tag">b, i, a and so on.</param>
/// <param name="Offset">In UTF-16 units of what is read.</param>
/// <param name="Length">Likewise.</param>
/// <param name="Link">Of a link, where to.</param>
public sealed record FakeTelegramEntity(string Tag, int Offset, int Length, string? Link);

/// <summary>Reads Telegram's HTML as strictly as Telegram does ("HTML style", Bot API).</summary>
public static partial class FakeTelegramHtml
{
    private static readonly string[] Tags = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "a", "tg-spoiler"];

    /// <summary>What is read of it.</summary>
    /// <param name="html">The HTML.</param>
    /// <param name="entities">Its tags.</param>
    /// <exception cref="FormatException">It cannot be parsed; the message is Telegram's.</exception>
    public static string Read(string html, out IReadOnlyList<FakeTelegramEntity> entities)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Tag, int Offset, string? Link)>();
        var found = new List<FakeTelegramEntity>();
        for (var at = 0; at < html.Length;)
        {
            if (html[at] == '&' && Entity().Match(html, at) is { Success: true } entity)
            {
                text.Append(entity.Groups["name"].Value switch { "lt" => "<", "gt" => ">", "amp" => "&", "quot" => "\"", var name => throw Cannot($"unknown entity {name}") });
                at += entity.Length;
            }
            else if (html[at] == '<')
            {
                var tag = Tag().Match(html, at);
                if (!tag.Success)
                    throw Cannot("unexpected <");
                at += tag.Length;
                var name = tag.Groups["name"].Value;
                if (tag.Groups["close"].Length > 0)
                    Close(name, open, found, text.Length);
                else
                    Open(name, tag, open, text.Length);
            }
            else if (html[at] == '>')
            {
                throw Cannot("unexpected >");
            }
            else
            {
                text.Append(html[at++]);
            }
        }

        if (open.Count > 0)
            throw Cannot($"can't find end tag corresponding to start tag \"{open.Peek().Tag}\"");
        entities = found;
        return text.ToString();
    }

    private static void Open(string name, Match tag, Stack<(string Tag, int Offset, string? Link)> open, int offset)
    {
        if (!Tags.Contains(name))
            throw Cannot($"unsupported start tag \"{name}\"");
        if (open.Any(outer => outer.Tag is "code" or "pre" || outer.Tag == name || (name is "code" or "pre" && outer.Tag is not "blockquote")))
            throw Cannot($"{name} may not stand inside {open.Peek().Tag}");
        var attributes = tag.Groups["rest"].Value;
        if (name == "a" ? !Href().IsMatch(attributes) : attributes.Length > 0)
            throw Cannot($"the attributes of {name}");
        open.Push((name, offset, name == "a" ? Unescape(Href().Match(attributes).Groups["link"].Value) : null));
    }

    private static void Close(string name, Stack<(string Tag, int Offset, string? Link)> open, List<FakeTelegramEntity> found, int end)
    {
        if (!open.TryPop(out var opened) || opened.Tag != name)
            throw Cannot($"unexpected end tag \"{name}\"");
        if (end == opened.Offset)
            throw Cannot($"{name} is empty");
        found.Add(new FakeTelegramEntity(name, opened.Offset, end - opened.Offset, opened.Link));
    }

    private static string Unescape(string text) => text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static FormatException Cannot(string why) => new($"Bad Request: can't parse entities: {why}");

    [GeneratedRegex(@"\G&(?<name>\w*);?", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\G<(?<close>/?)(?<name>[a-z-]+)(?<rest>[^<>]*)>", RegexOptions.None, 1_000)]
    private static partial Regex Tag();

    [GeneratedRegex("\\A href=\"(?<link>[^\"]*)\"\\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Href();
}
