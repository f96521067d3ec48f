using Gateway.Simulator.Chats;
using Gateway.StandIns.Telegram;

namespace Gateway.Simulator.Telegram;

/// <summary>
/// A text of Telegram's as phones show it: addresses in it can be opened, also those that no tag marks.
/// </summary>
internal static class TelegramRuns
{
    private static readonly Dictionary<string, string> Styles = new()
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
    };

    /// <summary>The words in order, with how they are shown.</summary>
    public static IReadOnlyList<TextRun> Of(BotText text)
    {
        int[] edges =
        [
            .. text.Entities.SelectMany(entity => new[] { entity.Offset, entity.Offset + entity.Length })
                .Append(0).Append(text.Words.Length).Distinct().Order(),
        ];
        return [.. edges.Zip(edges.Skip(1)).SelectMany(piece => Run(text, piece.First, piece.Second))];
    }

    private static IEnumerable<TextRun> Run(BotText text, int start, int end)
    {
        // Outer ones first.
        var around = text.Entities
            .Where(entity => entity.Offset <= start && entity.Offset + entity.Length >= end).Reverse().ToList();
        var styles = around.Select(entity => Styles.GetValueOrDefault(entity.Tag)).OfType<string>().Distinct().ToList();
        var link = around.Select(entity => entity.Link).LastOrDefault(link => link is not null);
        var run = new TextRun(text.Words[start..end], styles, link is not null && CanBeOpened(link) ? link : null);
        return link is null && !styles.Contains("code") ? PlainText.WithLinks(run) : [run];
    }

    private static bool CanBeOpened(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "mailto" or "tel";
}
