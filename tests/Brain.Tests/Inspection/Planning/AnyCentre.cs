using FsCheck;
using FsCheck.Fluent;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Inspection.Planning;

/// <summary>A centre of any hours, on days around the nights in which clocks change, and what is taken there.</summary>
internal sealed record AnyCentre(Centre Centre, IReadOnlyList<TakenTime> Taken, SlotQuery Query, DateTimeOffset Now)
{
    private const int DayMinutes = 24 * 60;

    // Summer begins and ends; by half an hour; at midnight, so that a day begins late, or comes back.
    private static readonly (string Zone, DateOnly Day)[] Nights =
    [
        ("Europe/Paris", new DateOnly(2026, 3, 29)), ("Europe/Paris", new DateOnly(2026, 10, 25)),
        ("Europe/Paris", new DateOnly(2026, 12, 24)), ("America/New_York", new DateOnly(2026, 11, 1)),
        ("Australia/Lord_Howe", new DateOnly(2026, 4, 5)), ("Australia/Lord_Howe", new DateOnly(2026, 10, 4)),
        ("Africa/Cairo", new DateOnly(2026, 4, 24)), ("Africa/Cairo", new DateOnly(2026, 10, 30)),
        ("America/Havana", new DateOnly(2026, 3, 8)), ("America/Havana", new DateOnly(2026, 11, 1)),
        ("Pacific/Kiritimati", new DateOnly(2027, 1, 1)),
    ];

    private static readonly Gen<TimeOnly> AnyTime = Gen.Choose(0, DayMinutes / 5 - 1)
        .Select(five => TimeOnly.MinValue.AddMinutes(five * 5));

    // Nights are what is hard.
    private static readonly Gen<TimeOnly> Early =
        Gen.Choose(0, 12).Select(quarter => TimeOnly.MinValue.AddMinutes(quarter * 15));

    private static readonly Gen<TimeOnly> Time = Gen.OneOf(AnyTime, Early);

    private static readonly Gen<IReadOnlyList<OpenSpan>> Spans =
        from count in Gen.Choose(0, 3)
        from times in Time.ArrayOf(count * 2)
        from toMidnight in Gen.Choose(0, 3)
        select (IReadOnlyList<OpenSpan>)SpansOf(times, toMidnight == 0);

    private static readonly Gen<IReadOnlyList<VehicleType>> Vehicles = Gen.SubListOf(Enum.GetValues<VehicleType>())
        .Where(some => some.Count > 0).Select(some => (IReadOnlyList<VehicleType>)[.. some]);

    public static Gen<AnyCentre> Any { get; } =
        from night in Gen.Elements(Nights)
        from week in Spans.ArrayOf(7)
        from exception in Spans
        from hasException in Gen.Choose(0, 4)
        from isClosedOnHolidays in Gen.Elements(true, false)
        from bays in Vehicles.NonEmptyListOf()
        from minutes in Gen.Choose(1, 12)
        from ofMotorcycle in Gen.Choose(1, 12)
        from ofRevisit in Gen.Choose(1, 6)
        from step in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 8).Select(five => (int?)(five * 5)))
        from breaks in Break.ListOf(2)
        from first in Gen.Choose(-1, 1)
        from days in Gen.Choose(0, 2)
        from vehicle in Gen.Elements(Enum.GetValues<VehicleType>())
        from visit in Gen.Elements(VisitKind.Periodic, VisitKind.Revisit)
        from part in Gen.Elements(PartOfDay.Any, PartOfDay.Any, PartOfDay.Morning, PartOfDay.Afternoon)
        from limits in Gen.Choose(0, 5)
        from limit in Time.Two()
        from now in Gen.Choose(-3 * DayMinutes, DayMinutes)
        from notice in Gen.Elements(0, 60, 600)
        from ahead in Gen.Choose(1, 5)
        from taken in Gen.Choose(0, 12).SelectMany(Taking.ListOf)
        let start = night.Day.AddDays(first)
        let begin = new DateTimeOffset(night.Day.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
        select new AnyCentre(
            Planned.Centre with
            {
                Zone = TimeZoneInfo.FindSystemTimeZoneById(night.Zone),
                Hours = new OpeningHours
                {
                    Week = week.Select((spans, day) => (spans, day)).ToDictionary(
                        one => (DayOfWeek)one.day, one => one.spans),
                    Exceptions = hasException == 0 ? [new OpeningException(night.Day, night.Day, exception)] : [],
                    ClosedOnHolidays = isClosedOnHolidays ? [PublicHolidays.France] : [],
                },
                Bays = [.. bays.Take(4).Select((some, at) => new Bay($"{at}", $"Bay {at}", some))],
                Minutes = minutes * 5,
                MinutesByVehicle = new Dictionary<VehicleType, int> { [VehicleType.Motorcycle] = ofMotorcycle * 5 },
                MinutesByVisit = new Dictionary<VisitKind, int> { [VisitKind.Revisit] = ofRevisit * 5 },
                StepMinutes = step,
                Breaks = [.. breaks],
                NoticeMinutes = notice,
                DaysAhead = ahead,
            },
            [.. taken.Select(one => new TakenTime(
                $"{one.Bay}", begin.AddMinutes(one.From), begin.AddMinutes(one.From + one.Minutes)))],
            new SlotQuery(start, start.AddDays(days), vehicle, visit)
            {
                Part = part,
                NotBefore = limits == 0 ? limit.Item1 : null,
                NotAfter = limits == 1 ? limit.Item2 : null,
            },
            begin.AddMinutes(now));

    private static Gen<StaffBreak> Break =>
        from days in Gen.SubListOf(Enum.GetValues<DayOfWeek>())
        from times in Time.Two().Where(two => two.Item1 != two.Item2)
        from bay in Gen.Elements(null, "0", "1")
        select new StaffBreak(
            [.. days], times.Item1 < times.Item2 ? times.Item1 : times.Item2,
            times.Item1 < times.Item2 ? times.Item2 : times.Item1, bay);

    private static Gen<(int Bay, int From, int Minutes)> Taking =>
        from bay in Gen.Choose(0, 3)
        from begin in Gen.Choose(0, 4 * DayMinutes)
        from minutes in Gen.Choose(1, 300)
        select (bay, begin, minutes);

    private static List<OpenSpan> SpansOf(TimeOnly[] times, bool toMidnight)
    {
        List<TimeOnly> ordered = [.. times.Distinct().Order()];
        var spans = new List<OpenSpan>();
        for (var at = 0; at + 1 < ordered.Count; at += 2)
            spans.Add(new OpenSpan(ordered[at], ordered[at + 1]));
        if (toMidnight && spans.Count > 0)
            spans[^1] = spans[^1] with { Closes = TimeOnly.MinValue };
        return spans;
    }
}
