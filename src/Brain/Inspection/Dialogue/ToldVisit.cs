using System.Text.RegularExpressions;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Which kind of visit a message tells of, for an appointment.</summary>
internal static partial class ToldVisit
{
    /// <summary>The kind of visit; null where it is not told.</summary>
    /// <param name="reading">The message.</param>
    /// <param name="telling">Acts in which what is said is told for the appointment.</param>
    public static VisitKind? In(InspectionReading reading, IReadOnlyList<string> telling)
    {
        foreach (var clause in reading.Clauses.Where(clause => telling.Contains(clause.Act)))
        {
            if (VisitWords.In(reading.WordsOf(clause)) is { } visit)
                return visit;
        }

        // Whoever asks what such a visit costs wants one; of a re-visit one asks in advance as well.
        if (HasFailed().IsMatch(reading.Text) && IsMended().IsMatch(reading.Text))
            return VisitKind.Revisit;
        return VisitWords.In(reading.Text) switch
        {
            VisitKind.Revisit when HasFailed().IsMatch(reading.Text) => VisitKind.Revisit,
            VisitKind.Revisit or null or VisitKind.Periodic => null,
            { } special => special,
        };
    }

    [GeneratedRegex(
        @"\b(?:pas (?:[eé]t[eé] accept|pass)[eé]\w*|(?:a [eé]t[eé]|est|suis|[eé]t[eé]) (?:recal|refus)\w*|s['’]est fait recaler|(?:car|van|bike|motorbike|it|she|he|corsa|polo) failed|failed (?:last|on|the|with)|refus[eé]e? (?:hier|la|le|en)|mon contr[oô]le [eé]tait)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HasFailed();

    [GeneratedRegex(
        @"\b(?:fixed|mended|repaired|replaced|changed|sorted|new ones|re.?test|re.?visit|r[eé]par\w*|chang[eé]\w*|viens de (?:les )?changer|remplac\w*|repasser|contre.?visite)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex IsMended();
}
