using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Inspection.Calendars;

/// <summary>
/// What of a calendar's times can be taken in the bays, and where somebody comes already. It asks nobody. What is
/// blocked anyway, or kept for somebody for some minutes, is no conflict.
/// </summary>
internal sealed class CalendarPlan
{
    private readonly List<CalendarPiece> _pieces = [];
    private readonly List<CalendarPiece> _conflicts = [];

    private CalendarPlan()
    {
    }

    /// <summary>What is to be taken; no two of a bay overlap.</summary>
    public IReadOnlyList<CalendarPiece> Pieces => _pieces;

    /// <summary>Where the calendar meets appointments.</summary>
    public IReadOnlyList<CalendarPiece> Conflicts => _conflicts;

    /// <summary>When the first of what is kept for somebody, and in the way, expires; null when nothing is.</summary>
    public DateTimeOffset? NextFree { get; private set; }

    /// <summary>Lays a calendar over a planning.</summary>
    /// <param name="since">From when on; what is taken has to be known from then on, too.</param>
    /// <param name="bays">Ids of all bays.</param>
    /// <param name="times">What the calendar takes.</param>
    /// <param name="taken">What is taken by others than the calendar.</param>
    /// <param name="plates">Of the appointments among it, the vehicles' plates.</param>
    public static CalendarPlan Of(
        DateTime since, IReadOnlyList<string> bays, IReadOnlyList<CalendarTime> times, IReadOnlyList<BayTime> taken,
        IReadOnlyDictionary<Guid, string> plates)
    {
        var plan = new CalendarPlan();
        var returned = taken.Where(one => one.Appointment is { } id && plates.ContainsKey(id))
            .ToLookup(one => StretchOf(one), one => plates[one.Appointment!.Value]);
        List<CalendarTime> theirs = [.. times
            .Where(one => !returned[StretchOf(one)].Any(plate => Names(one.Note, plate)))
            .OrderBy(one => one.From).ThenBy(one => one.Key, StringComparer.Ordinal)];
        foreach (var bay in bays)
        {
            plan.Lay(
                since, bay, theirs.FindAll(one => one.Bays is null || one.Bays.Contains(bay)),
                [.. taken.Where(one => one.Bay == bay).OrderBy(one => one.During.LowerBound)]);
        }

        return plan;
    }

    private void Lay(DateTime since, string bay, List<CalendarTime> times, List<BayTime> taken)
    {
        var covered = since;
        foreach (var time in times)
        {
            var whole = StretchOf(time) is var all && all.From < since ? all with { From = since } : all;
            // What came before it in time took all from its own beginning to its end.
            var at = covered > whole.From ? covered : whole.From;
            foreach (var other in From(taken, whole.From).TakeWhile(one => one.During.LowerBound < whole.To))
            {
                Meet(bay, time, whole, other);
                Take(bay, time, at, Earlier(other.During.LowerBound, whole.To));
                at = other.During.UpperBound > at ? other.During.UpperBound : at;
            }

            Take(bay, time, at, whole.To);
            covered = whole.To > covered ? whole.To : covered;
        }
    }

    private void Meet(string bay, CalendarTime time, Stretch whole, BayTime other)
    {
        if (other.Appointment is { } appointment)
        {
            var from = other.During.LowerBound > whole.From ? other.During.LowerBound : whole.From;
            _conflicts.Add(new CalendarPiece(
                time.Key, bay, new Stretch(from, Earlier(other.During.UpperBound, whole.To)), time.Note)
            { Appointment = appointment });
        }
        else if (other.Expires is { } expires && (NextFree is null || expires < NextFree))
        {
            NextFree = expires;
        }
    }

    private void Take(string bay, CalendarTime time, DateTime from, DateTime to)
    {
        if (from < to)
            _pieces.Add(new CalendarPiece(time.Key, bay, new Stretch(from, to), time.Note));
    }

    // The first of those in order, of which no two overlap, that ends later; and all after it.
    private static IEnumerable<BayTime> From(List<BayTime> taken, DateTime moment)
    {
        var (low, high) = (0, taken.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (taken[middle].During.UpperBound > moment)
                high = middle;
            else
                low = middle + 1;
        }

        for (; low < taken.Count; low++)
            yield return taken[low];
    }

    // Makers who give every event a name of their own keep what it says.
    private static bool Names(string? note, string plate) => note is not null
        && note.Contains(plate, StringComparison.OrdinalIgnoreCase);

    private static Stretch StretchOf(CalendarTime time) => new(time.From.UtcDateTime, time.To.UtcDateTime);

    private static Stretch StretchOf(BayTime time) => new(time.During.LowerBound, time.During.UpperBound);

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}

/// <summary>A part of a calendar's time in one bay.</summary>
/// <param name="Key">Of the calendar's time.</param>
/// <param name="Bay">Id of the bay.</param>
/// <param name="During">When.</param>
/// <param name="Note">What it is called, or null.</param>
internal sealed record CalendarPiece(string Key, string Bay, Stretch During, string? Note)
{
    /// <summary>Who comes then; null when it is free.</summary>
    public Guid? Appointment { get; init; }
}
