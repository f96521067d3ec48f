using System.Globalization;
using Gateway.Channels.Texts;
using Gateway.Channels.Voice.Answers;
using Gateway.Sessions;

namespace Gateway.Channels.Voice.Transfers;

/// <summary>
/// What a call is about, for who takes it over: who calls, and their last words. Taken from the transcript as it
/// stands; nothing is made up.
/// </summary>
internal static class CallSummary
{
    /// <summary>How many of the newest entries it is made of.</summary>
    public const int Tail = 30;

    private const int MostUtterances = 3;
    private const int MaxUtterance = 120;

    /// <summary>The summary.</summary>
    /// <param name="words">In which language.</param>
    /// <param name="address">The caller, as in their session.</param>
    /// <param name="entries">The transcript's newest entries, oldest first; may be empty.</param>
    public static string Of(CallWords words, string address, IReadOnlyList<Entry> entries)
    {
        var said = entries
            .Where(entry => entry.Role == EntryRole.Contact && entry.Text.Length > 0)
            .TakeLast(MostUtterances)
            .Select(entry => Shorten(CleanText.Of(entry.Text)))
            .ToList();
        var caller = E164.Is(address)
            ? string.Format(CultureInfo.InvariantCulture, words.Caller, E164.ToText(address, "FR"))
            : words.HiddenCaller;
        return said.Count == 0
            ? caller
            : $"{caller} {string.Format(CultureInfo.InvariantCulture, words.Said, string.Join(" ", said))}";
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxUtterance)
            return EndsSentence(text) ? text : text + ".";
        var cut = text.LastIndexOf(' ', MaxUtterance);
        return text[..(cut > 0 ? cut : MaxUtterance)] + "…";
    }

    private static bool EndsSentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' or '…';
}
