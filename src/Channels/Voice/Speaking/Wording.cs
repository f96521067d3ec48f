using System.Globalization;
using Gateway.Channels.Speech.Saying;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Speaking;

/// <summary>How calls have their words put so that they can be spoken.</summary>
internal static class Wording
{
    /// <summary>
    /// Where the next piece of a reply ends that can be spoken already: its first clause, then sentences.
    /// </summary>
    /// <param name="text">The reply so far.</param>
    /// <param name="from">Where the piece begins.</param>
    /// <param name="isWhole">Whether no more comes.</param>
    /// <returns>The end of the piece; <paramref name="from"/> where there is none yet.</returns>
    public static int EndOfPiece(string text, int from, bool isWhole) =>
        new SentenceScan(text, from, isFirst: from == 0).Find() is > 0 and var length ? from + length
            : isWhole ? text.Length
            : from;

    /// <summary>A text as it is spoken.</summary>
    public static SpokenText Spoken(string text, string locale) => Said.Of(text, locale);

    /// <summary>
    /// What an entry holds besides its words, as far as it tells the caller something; empty for nothing. Whoever was
    /// asked yes or no need not be told so, and times that the words name are not named again.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="byKeys">Whether the caller is not understood: each choice is said with its key, whatever the words
    /// are.</param>
    public static string PartsOf(Entry entry, string locale, bool byKeys = false) =>
        byKeys ? SpokenParts.Of(entry.Parts, locale, byKeys)
        : entry.Expects == Expectation.YesNo ? ""
        : SpokenParts.Of([.. entry.Parts.Where(part => !IsNamed(part, entry.Text))], locale);

    private static bool IsNamed(Part part, string text) => part is SlotsPart slots
        && slots.Slots.All(slot => text.Contains(
            slot.Start.Hour.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
