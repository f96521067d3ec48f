using System.Text.RegularExpressions;

namespace Gateway.Brain.Agents;

/// <summary>Whether a text says that something is not so.</summary>
internal static partial class Negation
{
    private const int NearBy = 40;

    /// <summary>Whether what begins at a place is said not to be so, or is not to be had.</summary>
    /// <param name="read">A text as it is read.</param>
    /// <param name="at">Where it begins.</param>
    public static bool IsBefore(string read, int at)
    {
        var from = Math.Max(0, at - NearBy);
        var before = read[from..at];
        // What another clause denies is not denied here.
        var clause = before.LastIndexOfAny([',', ';', ':', '.', '!', '?', '–', '—']);
        if (clause >= 0)
            before = before[(clause + 1)..];
        // A word that the piece begins within is not read.
        if (from > 0 && clause < 0 && before.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank)
            before = before[blank..];
        return Not().IsMatch(before) && !Only().IsMatch(before);
    }

    [GeneratedRegex(
        @"\b(?:ne|pas|not|cannot|never|jamais|aucune?|no longer|unable|impossible|neither|ni)\b|\bn[’']|n[’']t\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Not();

    [GeneratedRegex(
        @"\b(?:not only|not just|non seulement|pas seulement|pas que|pourquoi pas|why not|n[’']h[ée]sitez pas)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Only();
}
