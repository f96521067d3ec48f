using Gateway.Channels.Speech.Saying;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>How calls have their words put so that they can be spoken.</summary>
internal static class Wording
{
    /// <summary>
    /// Where the next piece of a reply ends that can be spoken already: a sentence, or its first words.
    /// </summary>
    /// <param name="text">The reply so far.</param>
    /// <param name="from">Where the piece begins.</param>
    /// <param name="isWhole">Whether no more comes.</param>
    /// <returns>The end of the piece; <paramref name="from"/> where there is none yet.</returns>
    public static int EndOfPiece(string text, int from, bool isWhole)
    {
        for (var at = from; at < text.Length - 1; at++)
        {
            if (text[at] is '.' or '!' or '?' or '…' or '\n' && char.IsWhiteSpace(text[at + 1]))
                return at + 1;
        }

        return isWhole ? text.Length : from;
    }

    /// <summary>A text as it is spoken.</summary>
    public static SpokenText Spoken(string text, string locale)
    {
        var words = text.Trim();
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return new SpokenText(
            words, words.Length == 0 ? [] : [new SpokenStretch(0, words.Length, start, words.Length)]);
    }

    /// <summary>What an entry holds besides its words, as it is spoken; empty for nothing.</summary>
    public static string SpokenParts(IReadOnlyList<Part> parts, string locale) => string.Join(
        " ", parts.SelectMany(part => part is QuickRepliesPart replies ? replies.Choices : [])
            .Select((choice, index) => $"{index + 1}, {choice.Title}."));
}
