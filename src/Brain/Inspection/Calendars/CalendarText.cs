using System.Diagnostics.CodeAnalysis;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// What a calendar's file is made of: its events and time zones, each as the lines of it that say when something is.
/// Alarms, tasks, guests and descriptions are left where they are.
/// </summary>
internal sealed class CalendarText
{
    /// <summary>The most lines of a file: some 10,000 events.</summary>
    public const int MostLines = 200_000;

    private const int LongestLine = 16_384;
    private const int Deepest = 8;

    private static readonly HashSet<string> Wanted = new(StringComparer.Ordinal)
    {
        "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "TRANSP",
        "SUMMARY", "LOCATION", "CATEGORIES", "CLASS", "SEQUENCE", "X-MICROSOFT-CDO-BUSYSTATUS",
        "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION",
    };

    private readonly List<IReadOnlyList<ContentLine>> _events = [];
    private readonly List<WrittenZone> _zones = [];

    private CalendarText()
    {
    }

    /// <summary>Each event's lines.</summary>
    public IReadOnlyList<IReadOnlyList<ContentLine>> Events => _events;

    /// <summary>The time zones it brings along.</summary>
    public IReadOnlyList<WrittenZone> Zones => _zones;

    /// <summary>Takes a file apart.</summary>
    /// <param name="text">The file.</param>
    /// <param name="calendar">What it is made of.</param>
    /// <param name="problem">Why it is none, in a few words.</param>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out CalendarText? calendar, [NotNullWhen(false)] out string? problem)
    {
        calendar = new CalendarText();
        problem = calendar.Read(text);
        if (problem is not null)
            calendar = null;
        return problem is null;
    }

    private string? Read(string text)
    {
        var within = new List<string>();
        var lines = new List<ContentLine>();
        var rules = new List<IReadOnlyList<ContentLine>>();
        var rule = new List<ContentLine>();
        var isWhole = false;
        foreach (var written in Unfold(text))
        {
            if (written is null)
                return "it has too many lines";
            if (ContentLine.TryRead(written) is not { } line)
                continue;
            if (within.Count == 0 && !IsBegin(line, "VCALENDAR"))
                return "it is no calendar";
            if (line.Name == "BEGIN")
            {
                isWhole = false;
                within.Add(line.Value.Trim().ToUpperInvariant());
                if (within.Count > Deepest)
                    return "it is nested too deeply";
                if (within.Count == 2)
                    (lines, rules) = ([], []);
                if (within.Count == 3)
                    rule = [];
            }
            else if (line.Name == "END")
            {
                if (!line.Value.Trim().Equals(within[^1], StringComparison.OrdinalIgnoreCase))
                    return "its parts do not end where they should";
                Take(within, lines, rules, rule);
                within.RemoveAt(within.Count - 1);
                isWhole = within.Count == 0;
            }
            else if (Wanted.Contains(line.Name))
            {
                var into = within.Count == 2 ? lines : within.Count == 3 && within[1] == "VTIMEZONE" ? rule : null;
                into?.Add(line);
            }
        }

        // What was cut off on its way would look like a calendar from which events are gone.
        return isWhole ? null : "it ends in the middle";
    }

    private void Take(
        List<string> within, List<ContentLine> lines, List<IReadOnlyList<ContentLine>> rules,
        List<ContentLine> rule)
    {
        switch (within)
        {
            case ["VCALENDAR", "VEVENT"]:
                _events.Add(lines);
                break;
            case ["VCALENDAR", "VTIMEZONE"] when Find(lines, "TZID") is { } id:
                _zones.Add(new WrittenZone(id.Value.Trim(), Find(lines, "X-LIC-LOCATION")?.Value.Trim(), rules));
                break;
            case ["VCALENDAR", "VTIMEZONE", "STANDARD" or "DAYLIGHT"]:
                rules.Add(rule);
                break;
        }
    }

    /// <summary>The first line of a name; null when there is none.</summary>
    public static ContentLine? Find(IReadOnlyList<ContentLine> lines, string name)
    {
        foreach (var line in lines)
        {
            if (line.Name == name)
                return line;
        }

        return null;
    }

    private static bool IsBegin(ContentLine line, string component) =>
        line.Name == "BEGIN" && line.Value.Trim().Equals(component, StringComparison.OrdinalIgnoreCase);

    // Null when there are too many. What is too long is cut: nothing that is wanted is.
    private static IEnumerable<string?> Unfold(string text)
    {
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        var whole = new System.Text.StringBuilder();
        for (var count = 0; reader.ReadLine() is { } line; count++)
        {
            if (count >= MostLines)
            {
                yield return null;
                yield break;
            }

            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                if (whole.Length < LongestLine)
                    whole.Append(line, 1, Math.Min(line.Length - 1, LongestLine));
                continue;
            }

            if (whole.Length > 0)
                yield return whole.ToString();
            whole.Clear().Append(line, 0, Math.Min(line.Length, LongestLine));
        }

        if (whole.Length > 0)
            yield return whole.ToString();
    }
}

/// <summary>A time zone that a calendar describes.</summary>
/// <param name="Id">What its events call it.</param>
/// <param name="Location">Its IANA name, where the writer says so; null otherwise.</param>
/// <param name="Rules">Its standard and daylight-saving times.</param>
internal sealed record WrittenZone(string Id, string? Location, IReadOnlyList<IReadOnlyList<ContentLine>> Rules);
