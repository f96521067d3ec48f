namespace Gateway.Channels.Telegram;

/// <summary>How a piece of text looks.</summary>
[Flags]
internal enum TelegramStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Strike = 4,
    Code = 8,

    /// <summary>A block of code.</summary>
    Pre = 16,
    Quote = 32,
}

/// <summary>A piece of text that looks the same from end to end.</summary>
/// <param name="Text">What is read; never empty.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Link">Where a press on it leads, or null.</param>
internal sealed record TelegramRun(string Text, TelegramStyle Style = TelegramStyle.None, string? Link = null);

/// <summary>Text with its looks, which is cut by what is read and only then written as HTML: so no cut can fall into a tag or an entity.</summary>
internal static class TelegramText
{
    /// <summary>What is read.</summary>
    public static string Plain(IEnumerable<TelegramRun> runs) => string.Concat(runs.Select(run => run.Text));

    /// <summary>Cuts text into messages: at the end of a paragraph, else of a line, a sentence, a word; never inside a surrogate pair.</summary>
    /// <param name="runs">The text.</param>
    /// <param name="most">The most UTF-16 units of a message; at least 2.</param>
    public static IReadOnlyList<IReadOnlyList<TelegramRun>> Cut(IReadOnlyList<TelegramRun> runs, int most)
    {
        var plain = Plain(runs);
        var messages = new List<IReadOnlyList<TelegramRun>>();
        var start = SkipBlanks(plain, 0);
        while (start < plain.Length)
        {
            var end = plain.Length - start <= most ? plain.Length : start + CutPoint(plain.Substring(start, most + 1), most);
            var last = end;
            while (last > start && char.IsWhiteSpace(plain[last - 1]))
                last--;
            if (last > start)
                messages.Add(Slice(runs, start, last));
            start = SkipBlanks(plain, end);
        }

        return messages;
    }

    // The window is one unit longer than a message, so that a blank right behind a full one counts.
    private static int CutPoint(string window, int most)
    {
        var half = most / 2;
        var at = window.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (at >= half)
            return at;
        at = window.LastIndexOf('\n');
        if (at >= half)
            return at;
        at = LastSentenceEnd(window);
        if (at >= half)
            return at;
        at = window.LastIndexOfAny([' ', '\n']);
        if (at > 0)
            return at;
        return char.IsSurrogatePair(window[most - 1], window[most]) ? most - 1 : most;
    }

    // Where the blank behind the last sentence stands, or -1.
    private static int LastSentenceEnd(string window)
    {
        for (var at = window.Length - 1; at > 0; at--)
        {
            if (window[at] == ' ' && window[at - 1] is '.' or '!' or '?' or '…')
                return at;
        }

        return -1;
    }

    private static int SkipBlanks(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }

    private static List<TelegramRun> Slice(IReadOnlyList<TelegramRun> runs, int start, int end)
    {
        var slice = new List<TelegramRun>();
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
