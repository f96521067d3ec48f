using System.Text.RegularExpressions;

namespace Gateway.Simulator.Chats;

/// <summary>Plain words as phones show them: addresses in them can be opened.</summary>
internal static partial class PlainText
{
    /// <summary>Reads a text.</summary>
    public static IReadOnlyList<TextRun> Read(string text) => [.. WithLinks(new TextRun(text, []))];

    /// <summary>Takes addresses out of words.</summary>
    public static IEnumerable<TextRun> WithLinks(TextRun run)
    {
        var start = 0;
        foreach (Match link in Address().Matches(run.Text))
        {
            var url = link.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')');
            if (link.Index > start)
                yield return run with { Text = run.Text[start..link.Index] };
            yield return run with { Text = url, Href = url };
            start = link.Index + url.Length;
        }

        if (start < run.Text.Length)
            yield return run with { Text = run.Text[start..] };
    }

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
