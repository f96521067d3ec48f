using System.Diagnostics.Metrics;
using Gateway.Brain.Inspection.Calendars;

namespace Gateway.Inspection.Calendars;

/// <summary>What comes of looking at the centres' own calendars (meter <c>Gateway.Calendars</c>).</summary>
internal sealed class CalendarMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _looks;
    private readonly Counter<long> _conflicts;

    public CalendarMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Calendars");
        _looks = _meter.CreateCounter<long>(
            "gateway.calendars.looks", "{look}", "Looks at the centres' own calendars, by what was seen");
        _conflicts = _meter.CreateCounter<long>(
            "gateway.calendars.conflicts", "{conflict}",
            "Times that a centre's own calendar takes and in which somebody comes, when they were found");
    }

    /// <summary>A calendar was looked at: <c>read</c>, <c>same</c>, <c>away</c> or <c>gone</c>.</summary>
    public void Looked(CalendarSighting sighting) => _looks.Add(
        1, new KeyValuePair<string, object?>("outcome", sighting switch
        {
            CalendarSighting.Read => "read",
            CalendarSighting.Same => "same",
            CalendarSighting.Away => "away",
            _ => "gone",
        }));

    /// <summary>Conflicts were found.</summary>
    public void Met(int conflicts)
    {
        if (conflicts > 0)
            _conflicts.Add(conflicts);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
