using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class FreeSlotsTests
{
    private const int Cases = 500;

    private static readonly SlotQuery OfTomorrow = new(Planned.Tomorrow, Planned.Tomorrow, VehicleType.Car);

    [Fact]
    public void Whatever_the_centre_and_the_night_no_slot_is_outside_of_its_hours_none_overlaps_and_none_is_missing()
    {
        var offered = 0;
        Prop.ForAll(AnyCentre.Any.ToArbitrary(), one =>
        {
            var found = FreeSlots.Find(one.Centre, one.Taken, one.Query, one.Now);
            found.Select(slot => slot.Start.UtcDateTime)
                .ShouldBe(FreeSlotsOracle.Find(one.Centre, one.Taken, one.Query, one.Now));
            offered += found.Count;
            foreach (var slot in found)
            {
                FreeSlots.WhyNot(one.Centre, slot, one.Now).ShouldBeNull();
                Slot.TryRead(one.Centre, slot.Id).ShouldBe(slot);
                one.Centre.Hours.IsOpenAt(slot.Start, one.Centre.Zone).ShouldBeTrue();
                one.Centre.Hours.IsOpenAt(slot.End.AddMinutes(-1), one.Centre.Zone).ShouldBeTrue();
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

        offered.ShouldBeGreaterThan(Cases, "there is nothing to look at in most cases");
    }

    [Fact]
    public void Visits_follow_each_other_from_each_opening_of_the_doors() =>
        Times(Planned.Centre, OfTomorrow).ShouldBe(
        [
            "08:00", "08:40", "09:20", "10:00", "10:40", "11:20", "13:30", "14:10", "14:50", "15:30", "16:10", "16:50",
        ]);

    [Fact]
    public void A_finer_step_is_counted_from_the_opening_too_and_a_visit_ends_before_the_doors_close() =>
        Times(
            Planned.Centre with { StepMinutes = 25 },
            OfTomorrow with { Part = PartOfDay.Afternoon, NotBefore = new TimeOnly(15, 30) })
            .ShouldBe(["15:35", "16:00", "16:25", "16:50"]);

    [Fact]
    public void A_visit_takes_as_long_as_its_vehicle_or_its_kind_does()
    {
        Times(Planned.Centre, OfTomorrow with { Vehicle = VehicleType.Motorhome, Part = PartOfDay.Morning })
            .ShouldBe(["08:00", "09:00", "10:00", "11:00"]);
        Times(Planned.Centre, OfTomorrow with { Visit = VisitKind.Revisit, NotAfter = new TimeOnly(8, 40) })
            .ShouldBe(["08:00", "08:20", "08:40"]);
        Times(Planned.Centre, OfTomorrow with { Vehicle = VehicleType.Motorcycle }).ShouldBeEmpty();
    }

    [Fact]
    public void A_slot_is_free_as_long_as_one_bay_that_takes_the_vehicle_is()
    {
        TakenTime[] first = [Taken("1", 8, 30, 9, 0)];
        Times(Planned.Centre, OfTomorrow, first).ShouldContain("08:00");
        Times(Planned.Centre, OfTomorrow, [.. first, Taken("2", 8, 0, 8, 10)]).ShouldNotContain("08:00");
        Times(Planned.Centre, OfTomorrow, [.. first, Taken("2", 9, 20, 9, 40)]).ShouldContain("08:40");
    }

    [Fact]
    public void Nobody_is_inspected_in_a_break_of_the_staff()
    {
        StaffBreak Pause(string? bay) => new([DayOfWeek.Tuesday], new TimeOnly(8, 30), new TimeOnly(9, 0), bay);

        Times(Planned.Centre with { Breaks = [Pause("1")] }, OfTomorrow).ShouldContain("08:00");
        Times(Planned.Centre with { Breaks = [Pause(null)] }, OfTomorrow)[0].ShouldBe("09:20");
    }

    [Fact]
    public void What_is_too_soon_or_too_far_ahead_is_not_offered()
    {
        var today = DateOnly.FromDateTime(Planned.Now.Date);
        Times(Planned.Centre, OfTomorrow with { From = today.AddDays(-30), To = today })[0].ShouldBe("09:20");
        var all = FreeSlots.Find(
            Planned.Centre with { DaysAhead = 3 }, [], OfTomorrow with { To = DateOnly.MaxValue }, Planned.Now);
        all[^1].Start.Day.ShouldBe(3);
        Times(Planned.Centre, OfTomorrow with { To = today }).ShouldBeEmpty();
    }

    [Fact]
    public void Closed_days_have_no_slots()
    {
        var centre = Planned.Centre with
        {
            Hours = new OpeningHours
            {
                Week = Planned.Centre.Hours.Week,
                ClosedOnHolidays = [PublicHolidays.France],
                Exceptions =
                    [new OpeningException(Planned.Tomorrow, Planned.Tomorrow, [new OpenSpan(new(9, 0), new(10, 0))])],
            },
        };
        Times(centre, OfTomorrow).ShouldBe(["09:00"]);
        Times(centre, OfTomorrow with { From = new DateOnly(2026, 12, 25), To = new DateOnly(2026, 12, 27) })
            .ShouldBeEmpty();
    }

    [Fact]
    public void Time_goes_on_through_the_nights_in_which_clocks_change()
    {
        var centre = Planned.Centre with
        {
            StepMinutes = 60,
            Hours = new OpeningHours
            {
                Week = new Dictionary<DayOfWeek, IReadOnlyList<OpenSpan>>
                {
                    [DayOfWeek.Sunday] = [new OpenSpan(new TimeOnly(1, 0), new TimeOnly(5, 0))],
                },
            },
        };
        string[] On(DateOnly day) => [.. FreeSlots
            .Find(centre, [], new SlotQuery(day, day, VehicleType.Car), new DateTimeOffset(
                day.AddDays(-2).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))
            .Select(slot => slot.Start.ToString("HH:mmzzz", CultureInfo.InvariantCulture))];

        On(new DateOnly(2026, 3, 29)).ShouldBe(["01:00+01:00", "03:00+02:00", "04:00+02:00"]);
        On(new DateOnly(2026, 10, 25)).ShouldBe(
            ["01:00+02:00", "02:00+02:00", "02:00+01:00", "03:00+01:00", "04:00+01:00"]);
    }

    private static TakenTime Taken(string bay, int hour, int minute, int endHour, int endMinute) => new(
        bay, Planned.At(Planned.Tomorrow, hour, minute).Start, Planned.At(Planned.Tomorrow, endHour, endMinute).Start);

    private static string[] Times(Centre centre, SlotQuery query, IReadOnlyList<TakenTime>? taken = null) =>
        FreeSlots.Find(centre, taken ?? [], query, Planned.Now).Times();
}
