using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Inspection.Tools;

/// <summary>Of many free slots the few that are told at a time.</summary>
internal static class SlotChoosing
{
    /// <summary>How many are told at a time.</summary>
    public const int Most = 3;

    /// <summary>
    /// Those nearest to a time of day that was named, the soonest day first; else one of each half of a day, so that
    /// there is something to choose between; in the order of their time.
    /// </summary>
    /// <param name="slots">What is free, in its order.</param>
    /// <param name="clock">A moment as the centre's clock shows it.</param>
    /// <param name="near">The time of day that suits best; or null.</param>
    public static IReadOnlyList<Slot> Choose(
        IReadOnlyList<Slot> slots, Func<DateTimeOffset, DateTimeOffset> clock, TimeOnly? near)
    {
        if (near is { } time)
        {
            return Apart(slots
                .GroupBy(slot => clock(slot.Start).Date)
                .SelectMany(day => day
                    .OrderBy(slot => Math.Abs((TimeOnly.FromDateTime(clock(slot.Start).DateTime) - time).TotalMinutes
                        is var apart && apart > 720 ? 1440 - apart : apart))
                    .ThenBy(slot => slot.Start)
                    .Select((slot, place) => (slot, place)))
                .OrderBy(one => one.place < Most ? 0 : 1).ThenBy(one => clock(one.slot.Start).Date)
                .ThenBy(one => one.place).Select(one => one.slot));
        }

        return Apart(slots
            .GroupBy(slot => (clock(slot.Start).Date, clock(slot.Start).Hour < 12))
            .SelectMany(half => half.Select((slot, place) => (slot, place)))
            .OrderBy(one => one.place).ThenBy(one => one.slot.Start).Select(one => one.slot));
    }

    // Those that overlap could not be kept together where one bay takes the vehicle, and are little of a choice.
    private static List<Slot> Apart(IEnumerable<Slot> ranked)
    {
        List<Slot> chosen = [];
        foreach (var slot in ranked)
        {
            if (chosen.Count < Most && chosen.TrueForAll(one => one.End <= slot.Start || slot.End <= one.Start))
                chosen.Add(slot);
        }

        chosen.Sort((one, other) => one.Start.CompareTo(other.Start));
        return chosen;
    }
}
