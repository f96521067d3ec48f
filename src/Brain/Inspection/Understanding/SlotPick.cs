using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Times;
using Gateway.Brain.Inspection.State;

namespace Gateway.Brain.Inspection.Understanding;

/// <summary>Which of the slots that were offered somebody means.</summary>
internal static class SlotPick
{
    private static readonly string[] Earliest =
        ["tot", "earliest", "soonest", "sooner", "earlier", "rapide", "proche", "avant"];

    private static readonly string[] Taking =
        ["prends", "prenons", "prend", "prendrai", "prendre", "take", "va", "choisis"];

    private static readonly string[] Latest = ["tard", "latest", "later"];

    /// <summary>The one that is meant; null where none is, or it may be several.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="times">What it says of days and times.</param>
    /// <param name="offered">The slots, in the order they were shown.</param>
    /// <param name="isChoice">Whether it is read as a choice.</param>
    public static OfferedSlot? In(
        string text, IReadOnlyList<SaidTime> times, IReadOnlyList<OfferedSlot> offered, bool isChoice)
    {
        if (offered.Count == 0)
            return null;
        var words = Word.In(Readable.Of(text));
        List<TimePoint> points = [.. times.Select(time => time.Value).OfType<TimePoint>()];
        if (points.Count > 0)
        {
            List<OfferedSlot> meant = [.. offered.Where(slot => points.TrueForAll(point => Fits(slot, point)))];
            if (meant is [var only])
                return only;
            // "À 9 heures", "celui du matin" may be said of several: the first, which is read back.
            return meant.Count > 1 && isChoice ? meant[0] : null;
        }

        if (Reference.Place(words, offered.Count, wasAsked: true) is { } place)
            return offered[place];
        isChoice |= words.Any(word => Taking.Contains(word.Text));
        if (!isChoice)
            return null;
        var superlative = words.Any(word => word.Text is "plus" or "the" or "most" or "le");
        if (superlative && words.Any(word => Earliest.Contains(word.Text)))
            return offered.MinBy(slot => slot.Start);
        if (superlative && words.Any(word => Latest.Contains(word.Text)))
            return offered.MaxBy(slot => slot.Start);
        return offered is [var sole] ? sole : null;
    }

    private static bool Fits(OfferedSlot slot, TimePoint point)
    {
        var start = slot.Start.DateTime;
        return (point.Day is null || point.Day == DateOnly.FromDateTime(start))
            && (point.Time is not { } time || time == TimeOnly.FromDateTime(start)
                || (time.AddHours(12) == TimeOnly.FromDateTime(start) && time.Hour < 8))
            && point.Part switch
            {
                DayPart.Morning => start.Hour < 12,
                DayPart.Afternoon => start.Hour >= 12,
                DayPart.Evening => start.Hour >= 16,
                _ => true,
            };
    }
}
