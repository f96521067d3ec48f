namespace Gateway.Brain.Words;

/// <summary>A text by its sentences: each ends with its line, or with its last mark when a blank follows.</summary>
internal static class Sentences
{
    /// <summary>The sentences, with the blanks behind them, so that put together they are the text again.</summary>
    public static IEnumerable<string> In(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && text[end] != '\n' && !EndsAt(text, end))
                end++;
            end = Math.Min(end + 1, text.Length);
            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            yield return text[start..end];
            start = end;
        }
    }

    private static bool EndsAt(string text, int place) =>
        text[place] is '.' or '!' or '?' or '…' && (place + 1 == text.Length || char.IsWhiteSpace(text[place + 1]));
}
