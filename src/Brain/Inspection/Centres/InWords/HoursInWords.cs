using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>
/// Reads opening hours that somebody wrote, in French or in English: <c>du lundi au vendredi 8h-12h et 14h-18h30,
/// samedi 9h-12h</c>, <c>Mon-Fri 8am to 6pm, closed on Sundays</c>. All of the text is understood, or none of it.
/// </summary>
public static class HoursInWords
{
    private const int MostLetters = 1_000;

    /// <summary>Reads the text.</summary>
    /// <param name="text">As it was written.</param>
    /// <returns>
    /// The week, the set <c>france</c> of holidays where it says that they are closed, and no problem; or what is
    /// wrong.
    /// </returns>
    public static HoursReading Read(string text)
    {
        if (text.Length > MostLetters)
            return new HoursReading(null, new(WordingProblemKind.TooLong, ""));
        try
        {
            return new HoursReading(HoursWeek.Settle(new HoursClauses(text).Read(), text), null);
        }
        catch (WordingException unread)
        {
            return new HoursReading(null, unread.Problem);
        }
    }
}

/// <summary>What came of reading hours.</summary>
/// <param name="Hours">The hours; null when they were not understood.</param>
/// <param name="Problem">Why not; null when they were.</param>
public sealed record HoursReading(OpeningHours? Hours, WordingProblem? Problem);
