using System.Globalization;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using NodaTime.TimeZones;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// Finds the IANA zone for what a calendar calls a time zone: that name itself, the one that its writer says besides, a
/// name of Windows, an Olson name behind a maker's prefix, or whichever zone changes its clocks as the calendar
/// describes it.
/// </summary>
/// <param name="written">The zones that the calendar describes.</param>
/// <param name="home">IANA name of the centre's own zone, which is tried first.</param>
/// <param name="year">The year in which clocks are compared, and the next one.</param>
internal sealed class CalendarZones(IReadOnlyList<WrittenZone> written, string home, int year)
{
    private const int MostZones = 100;

    private static readonly IDateTimeZoneProvider Known = DateTimeZoneProviders.Tzdb;

    private readonly Dictionary<string, string?> _found = new(StringComparer.Ordinal);

    /// <summary>The IANA name for what the calendar calls so; null when it cannot be told.</summary>
    public string? Find(string name)
    {
        if (_found.TryGetValue(name, out var known))
            return known;
        // Each zone is looked for by its clocks: not for ever.
        var found = _found.Count >= MostZones ? null : Look(name);
        _found[name] = found;
        return found;
    }

    private string? Look(string name)
    {
        var zone = written.FirstOrDefault(one => one.Id == name);
        return OlsonOf(name) ?? OlsonOf(zone?.Location)
            ?? (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var ofWindows)
                ? ofWindows
                : zone is null ? null : ByItsClocks(zone));
    }

    // /citadel.org/20211207_1/Europe/Paris
    private static string? OlsonOf(string? name)
    {
        for (var rest = name; !string.IsNullOrEmpty(rest);)
        {
            if (Known.GetZoneOrNull(rest) is { } zone)
                return zone.Id;
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            rest = slash < 0 ? null : rest[(slash + 1)..];
        }

        return null;
    }

    private string? ByItsClocks(WrittenZone zone)
    {
        List<Change> changes = [.. zone.Rules.Take(20).SelectMany(ChangesOf)];
        if (changes.Count == 0)
            return null;
        var isSteady = changes.All(change => change.To == changes[0].To);
        return Known.Ids.Prepend(home).FirstOrDefault(
            id => Known.GetZoneOrNull(id) is { } candidate
                && (isSteady ? IsSteady(candidate, changes[0].To) : changes.TrueForAll(one => Fits(candidate, one))));
    }

    private bool IsSteady(DateTimeZone zone, Offset offset) => zone
        .GetZoneIntervals(
            Instant.FromUtc(year, 1, 1, 0, 0), Instant.FromUtc(year + 2, 1, 1, 0, 0))
        .All(interval => interval.WallOffset == offset);

    private static bool Fits(DateTimeZone zone, Change change) =>
        zone.GetUtcOffset(change.At) == change.To
        && zone.GetUtcOffset(change.At - NodaTime.Duration.FromSeconds(1)) == change.From;

    private List<Change> ChangesOf(IReadOnlyList<ContentLine> rule)
    {
        if (OffsetOf(rule, "TZOFFSETFROM") is not { } from || OffsetOf(rule, "TZOFFSETTO") is not { } to
            || CalendarText.Find(rule, "DTSTART") is not { } start)
            return [];
        var repeats = CalendarText.Find(rule, "RRULE");
        if (repeats is not null && RuleCost.Of(repeats.Value, start.Value, 0) is null)
            return [];
        try
        {
            var lines = repeats is null ? new[] { start } : [start, repeats];
            var onset = EventParts.Parse([.. lines.Select(line => line with { Parameters = "" })]);
            return [.. onset.GetOccurrences(
                    new CalDateTime(year, 1, 1), new EvaluationOptions { MaxUnmatchedIncrementsLimit = 1000 })
                .TakeWhile(one => one.Period.StartTime.Year < year + 2)
                .Take(10)
                .Select(one => new Change(
                    LocalDateTime.FromDateTime(one.Period.StartTime.Value).WithOffset(from).ToInstant(), from, to))
                .DefaultIfEmpty(new Change(Instant.FromUtc(year, 1, 1, 0, 0), to, to))];
        }
        catch (Exception fault) when (EventParts.IsUnreadable(fault))
        {
            return [];
        }
    }

    // +0100, -1130
    private static Offset? OffsetOf(IReadOnlyList<ContentLine> rule, string name) =>
        CalendarText.Find(rule, name)?.Value.Trim() is { Length: >= 5 } text
        && int.TryParse(text[..3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && Math.Abs(hours) <= 14 && minutes < 60
            ? Offset.FromHoursAndMinutes(hours, text[0] == '-' ? -minutes : minutes)
            : null;

    private sealed record Change(Instant At, Offset From, Offset To);
}
