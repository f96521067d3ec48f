using System.Globalization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Law;

namespace Gateway.Brain.Tests.Inspection.Law;

public sealed class InspectionDeadlinesTests
{
    [Theory]
    [InlineData("2022-12-15", VehicleType.Car, "2026-06-15", "2026-12-14")]
    [InlineData("2022-12-15", VehicleType.Van, "2026-06-15", "2026-12-14")]
    [InlineData("2022-12-15", VehicleType.Motorhome, "2026-06-15", "2026-12-14")]
    [InlineData("2024-02-29", VehicleType.Car, "2027-08-29", "2028-02-28")]
    [InlineData("2023-08-31", VehicleType.Car, "2027-02-28", "2027-08-30")]
    [InlineData("2022-03-10", VehicleType.Motorcycle, "2026-09-10", "2027-03-09")]
    public void The_first_inspection_falls_into_six_months_before_an_anniversary(
        string registered, VehicleType vehicle, string from, string last)
    {
        var window = InspectionDeadlines.First(Day(registered), vehicle);

        window.From.ShouldBe(Day(from));
        window.Last.ShouldBe(Day(last));
    }

    // The first four as inspection networks reckoned them in 2024.
    [Theory]
    [InlineData("2012-02-10", "2024-08-14")]
    [InlineData("2010-05-16", "2024-09-15")]
    [InlineData("2016-07-22", "2024-11-21")]
    [InlineData("2016-11-30", "2024-12-31")]
    [InlineData("2017-01-01", "2025-04-30")]
    [InlineData("2019-10-01", "2025-12-31")]
    [InlineData("2020-02-29", "2026-06-27")]
    [InlineData("2021-12-31", "2026-12-31")]
    public void Motorcycles_from_before_2022_follow_their_calendar(string registered, string last)
    {
        var window = InspectionDeadlines.First(Day(registered), VehicleType.Motorcycle);

        window.From.ShouldBeNull();
        window.Last.ShouldBe(Day(last));
    }

    [Theory]
    [InlineData("2024-12-01", VehicleType.Car, false, "2026-11-30")]
    [InlineData("2024-02-29", VehicleType.Van, false, "2026-02-28")]
    [InlineData("2024-12-01", VehicleType.Motorcycle, false, "2027-11-30")]
    [InlineData("2024-12-01", VehicleType.Car, true, "2029-11-30")]
    [InlineData("2024-12-01", VehicleType.Motorcycle, true, "2029-11-30")]
    public void The_next_one_is_due_when_the_last_one_runs_out(
        string visit, VehicleType vehicle, bool isCollectors, string last) =>
        InspectionDeadlines.Next(Day(visit), vehicle, isCollectors)
            .ShouldBe(new InspectionWindow(null, Day(last)));

    [Theory]
    [InlineData("2026-12-01", "2027-01-31")]
    [InlineData("2026-12-31", "2027-02-28")]
    [InlineData("2027-12-30", "2028-02-29")]
    public void A_re_visit_has_two_months(string visit, string last)
    {
        var window = InspectionDeadlines.Revisit(Day(visit));

        window.ShouldBe(new InspectionWindow(Day(visit), Day(last)));
        window.Includes(Day(visit)).ShouldBeTrue();
        window.Includes(Day(last)).ShouldBeTrue();
        window.Includes(Day(last).AddDays(1)).ShouldBeFalse();
        window.DaysLeft(Day(last)).ShouldBe(0);
        window.DaysLeft(Day(last).AddDays(3)).ShouldBe(-3);
    }

    [Fact]
    public void With_a_critical_fault_one_drives_on_that_day_only()
    {
        var visit = Day("2026-12-01");

        InspectionDeadlines.MayDriveUntil(visit, FaultGrade.Critical, VehicleType.Car).ShouldBe(visit);
        InspectionDeadlines.MayDriveUntil(visit, FaultGrade.Major, VehicleType.Car).ShouldBe(Day("2027-01-31"));
        InspectionDeadlines.MayDriveUntil(visit, FaultGrade.Minor, VehicleType.Car).ShouldBe(Day("2028-11-30"));
    }

    [Fact]
    public void Only_vans_have_a_pollution_check_between()
    {
        InspectionDeadlines.Complementary(Day("2026-01-31"), VehicleType.Van)
            .ShouldBe(new InspectionWindow(Day("2026-11-30"), Day("2027-01-30")));
        foreach (var other in Enum.GetValues<VehicleType>().Where(vehicle => vehicle != VehicleType.Van))
            InspectionDeadlines.Complementary(Day("2026-01-31"), other).ShouldBeNull();
    }

    [Fact]
    public void A_report_serves_to_sell_for_six_months_or_two()
    {
        InspectionDeadlines.ServesToSellUntil(Day("2026-08-31"), FaultGrade.Minor).ShouldBe(Day("2027-02-28"));
        InspectionDeadlines.ServesToSellUntil(Day("2026-12-01"), FaultGrade.Major).ShouldBe(Day("2027-01-31"));
    }

    [Fact]
    public void No_term_is_longer_than_the_law_allows()
    {
        for (var day = new DateOnly(2023, 1, 1); day.Year < 2029; day = day.AddDays(1))
        {
            InspectionDeadlines.Revisit(day).Last.ShouldBeLessThanOrEqualTo(day.AddMonths(2));
            InspectionDeadlines.Next(day, VehicleType.Car).Last.ShouldBeLessThanOrEqualTo(day.AddYears(2));
            InspectionDeadlines.First(day, VehicleType.Car).Last.ShouldBeLessThanOrEqualTo(day.AddYears(4));
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
