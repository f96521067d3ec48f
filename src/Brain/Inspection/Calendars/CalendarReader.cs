using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// Reads the centre's own calendar, as Google, Outlook, Apple and others write it: what it takes of some days. It asks
/// nobody, and whatever a file holds, it takes a bounded time.
/// </summary>
public sealed class CalendarReader
{
    /// <summary>The most times that a calendar may take of the days of a planning.</summary>
    public const int MostBusy = 5_000;

    private const int MostEvents = 20_000;
    private const int MostOfOne = 1_000;

    // At some twenty microseconds a step.
    private const long MostSteps = 200_000;

    private readonly Centre _centre;
    private readonly DateTime _from;
    private readonly DateTime _to;
    private readonly CalendarZones _zones;
    private readonly NamedBays _bays;
    private readonly Series _series;
    private readonly List<BusyTime> _busy = [];
    private readonly List<string> _unread = [];
    private int _unreadCount;
    private int _own;

    private CalendarReader(Centre centre, CalendarText text, DateTime from, DateTime to)
    {
        (_centre, _from, _to) = (centre, from, to);
        var home = TimeZoneInfo.TryConvertWindowsIdToIanaId(centre.Zone.Id, out var iana) ? iana : centre.Zone.Id;
        Home = home;
        _zones = new CalendarZones(text.Zones, home, from.Year);
        _bays = new NamedBays(centre.Bays);
        _series = new Series(centre.Zone, from, to, MostOfOne);
    }

    private string Home { get; }

    /// <summary>Reads a calendar.</summary>
    /// <param name="centre">Whose it is: its zone counts for times without one, and its bays may be named.</param>
    /// <param name="text">The file.</param>
    /// <param name="from">From when on, in UTC.</param>
    /// <param name="to">Until when, in UTC.</param>
    /// <param name="reading">What it takes.</param>
    /// <param name="problem">Why the whole file is not read, in a few words without what stands in it.</param>
    /// <returns>Whether it was read; single events may not have been.</returns>
    public static bool TryRead(
        Centre centre, string text, DateTimeOffset from, DateTimeOffset to,
        [NotNullWhen(true)] out CalendarReading? reading, [NotNullWhen(false)] out string? problem)
    {
        reading = null;
        if (!CalendarText.TryRead(text, out var calendar, out problem))
            return false;
        if (calendar.Events.Count > MostEvents)
        {
            problem = "it has too many events";
            return false;
        }

        var reader = new CalendarReader(centre, calendar, from.UtcDateTime, to.UtcDateTime);
        problem = reader.Read(calendar);
        if (problem is not null)
            return false;
        reading = new CalendarReading(
            [.. reader._busy.OrderBy(busy => busy.From).ThenBy(busy => busy.Uid, StringComparer.Ordinal)],
            reader._unread, reader._unreadCount, reader._own);
        return true;
    }

    private string? Read(CalendarText calendar)
    {
        var steps = 0L;
        foreach (var group in calendar.Events.Where(MayMatter).GroupBy(UidOf, StringComparer.Ordinal))
        {
            if (AppointmentUid.IsOurs(group.Key, _centre.Id))
            {
                _own++;
                continue;
            }

            if (CostOf(group) is not { } cost)
            {
                Note(group.Key, "it repeats too often");
                continue;
            }

            if ((steps += cost) > MostSteps)
                return "it repeats too much";
            Read(group.Key, [.. group]);
            if (_busy.Count > MostBusy)
                return "it takes too many times";
        }

        return null;
    }

    private void Read(string uid, List<IReadOnlyList<ContentLine>> events)
    {
        try
        {
            List<ReadEvent> parts = [.. events.Select(lines => Parse(uid, lines))];
            foreach (var (part, from, to) in _series.Of(parts))
            {
                _busy.Add(new BusyTime(
                    uid, from, to > _to ? _to : to, _bays.Find(part.PlaceAndKinds), part.Note));
            }
        }
        catch (Exception fault) when (EventParts.IsUnreadable(fault))
        {
            Note(uid, "it cannot be read");
        }
    }

    private ReadEvent Parse(string uid, IReadOnlyList<ContentLine> lines)
    {
        List<ContentLine> written = [.. lines.Where(IsOfTime).Select(line => InZone(uid, line))];
        var start = CalendarText.Find(written, "DTSTART");
        for (var place = 0; place < written.Count; place++)
        {
            // Of a rule that ends on a day, the day itself is part (and not only its first moment).
            if (written[place] is { Name: "RRULE" } rule && start is { IsDay: false })
                written[place] = rule with { Value = WithWholeDay(rule.Value) };
        }

        return new ReadEvent(
            [.. written, .. lines.Where(line => !IsOfTime(line))], EventParts.Parse(written), _centre.Zone);
    }

    private ContentLine InZone(string uid, ContentLine line)
    {
        if (line.Name is "RRULE" or "DURATION")
            return line with { Parameters = "" };
        var range = line.Parameter("RANGE") is { } text ? $";RANGE={text}" : "";
        if (line.IsDay)
            return line with { Parameters = "VALUE=DATE" + range };
        var period = line.Parameter("VALUE") is "PERIOD" ? ";VALUE=PERIOD" : "";
        if (line.Value.Contains('Z', StringComparison.Ordinal))
            return line with { Parameters = (period + range).TrimStart(';') };
        var zone = line.Parameter("TZID") is { } id ? _zones.Find(id) : Home;
        if (zone is null)
            Note(uid, "its time zone is not known, and was taken for the centre's own");
        return line with { Parameters = $"TZID={zone ?? Home}{period}{range}" };
    }

    private void Note(string uid, string what)
    {
        _unreadCount++;
        if (_unread.Count < CalendarReading.MostTold)
            _unread.Add($"{CalendarTexts.OneLine(uid, 100)}: {what}");
    }

    // What is over and does not come again is most of a calendar, and not looked at any closer.
    private bool MayMatter(IReadOnlyList<ContentLine> lines)
    {
        if (lines.Any(line => line.Name is "RRULE" or "RDATE" or "RECURRENCE-ID" or "DURATION"))
            return true;
        var last = CalendarText.Find(lines, "DTEND") ?? CalendarText.Find(lines, "DTSTART");
        var soonest = _from.AddDays(-3).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        return last is not { Value.Length: >= 8 }
            || string.CompareOrdinal(last.Value, 0, soonest, 0, soonest.Length) >= 0;
    }

    private long? CostOf(IEnumerable<IReadOnlyList<ContentLine>> events)
    {
        var steps = 0L;
        foreach (var lines in events)
        {
            steps++;
            var start = CalendarText.Find(lines, "DTSTART")?.Value ?? "";
            foreach (var line in lines)
            {
                if (line.Name is "RRULE")
                {
                    if (RuleCost.Of(line.Value, start, _to.Year) is not { } cost)
                        return null;
                    steps += cost;
                }
                else if (line.Name is "RDATE" or "EXDATE")
                {
                    steps += line.Value.Length / 8;
                }
            }
        }

        return steps;
    }

    private static bool IsOfTime(ContentLine line) => line.Name
        is "DTSTART" or "DTEND" or "DURATION" or "RRULE" or "RDATE" or "EXDATE" or "RECURRENCE-ID";

    private static string WithWholeDay(string rule) => string.Join(
        ';', rule.Split(';').Select(
            part => part.StartsWith("UNTIL=", StringComparison.OrdinalIgnoreCase) && part.Length == "UNTIL=".Length + 8
                ? part + "T235959Z"
                : part));

    // Without one it is told from others by what it says.
    private static string UidOf(IReadOnlyList<ContentLine> lines) =>
        CalendarText.Find(lines, "UID")?.Value.Trim() is { Length: > 0 } uid
            ? uid.Length <= 255 ? uid : uid[..255]
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..32];
}
