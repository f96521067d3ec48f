using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Law;

/// <summary>
/// Which day the law sets, from a date that somebody tells. A term of months or years ends on the day before the same
/// day of the month, as reports have it, or on the last of a month that is too short: never later than the law allows.
/// What is printed on the report goes before what is reckoned here.
/// </summary>
internal static class InspectionDeadlines
{
    private const int MonthsBeforeFirst = 6;
    private const int MonthsForRevisit = 2;
    private const int MonthsBeforeComplementary = 2;
    private const int MonthsForSale = 6;
    private const int MonthsOfCalendar = 4;
    private const int YearsOfCollectors = 5;

    // Since then motorcycles are inspected (decree of 23 October 2023, art. 43).
    private static readonly DateOnly MotorcyclesSince = new(2024, 4, 15);

    // Who has had no inspection by the fifth anniversary yet, by the year of registration: up to which, and when due.
    private static readonly (int UpToYear, int Due)[] MotorcycleCalendar = [(2016, 2024), (2019, 2025), (2021, 2026)];

    /// <summary>
    /// When the first inspection is due: within 6 months before 4 years (code de la route, art. R323-22), or 5 years on
    /// two and three wheels (art. R323-27; those from before 2022 by their calendar, decree of 23 October 2023,
    /// art. 43).
    /// </summary>
    /// <param name="registered">When the vehicle was first registered, in whatever country.</param>
    /// <param name="vehicle">What it is; not a collector's vehicle, nor one over 3.5 tonnes.</param>
    public static InspectionWindow First(DateOnly registered, VehicleType vehicle)
    {
        if (vehicle == VehicleType.Motorcycle
            && Array.Find(MotorcycleCalendar, step => registered.Year <= step.UpToYear) is { Due: > 0 } step)
            return OfCalendar(registered, step.Due);
        var years = vehicle == VehicleType.Motorcycle ? 5 : 4;
        return new InspectionWindow(
            registered.AddYears(years).AddMonths(-MonthsBeforeFirst), EndOf(registered, 12 * years));
    }

    /// <summary>
    /// How long a favourable inspection is valid: 2 years, 3 on two and three wheels, 5 for collector's vehicles (same
    /// articles). One may come earlier.
    /// </summary>
    /// <param name="visit">When the periodic visit was, even where a re-visit followed it.</param>
    /// <param name="vehicle">What was inspected.</param>
    /// <param name="isCollectors">Whether its certificate says that it is a collector's vehicle.</param>
    public static InspectionWindow Next(DateOnly visit, VehicleType vehicle, bool isCollectors = false) => new(
        null,
        EndOf(visit, 12 * (isCollectors ? YearsOfCollectors : vehicle == VehicleType.Motorcycle ? 3 : 2)));

    /// <summary>When the re-visit has to be: within 2 months of the unfavourable visit.</summary>
    /// <param name="visit">When the periodic visit was.</param>
    public static InspectionWindow Revisit(DateOnly visit) => new(visit, EndOf(visit, MonthsForRevisit));

    /// <summary>Until when the vehicle may be driven after a visit.</summary>
    /// <param name="visit">When the periodic visit was.</param>
    /// <param name="gravest">The gravest fault that was found.</param>
    /// <param name="vehicle">What was inspected.</param>
    public static DateOnly MayDriveUntil(DateOnly visit, FaultGrade gravest, VehicleType vehicle) => gravest switch
    {
        FaultGrade.Critical => visit,
        FaultGrade.Major => Revisit(visit).Last,
        _ => Next(visit, vehicle).Last,
    };

    /// <summary>
    /// When the pollution check of a light van is due: within 2 months before a year has passed since the inspection
    /// (art. R323-22, II). Null for what is no van.
    /// </summary>
    /// <param name="visit">When the periodic visit was.</param>
    /// <param name="vehicle">What was inspected.</param>
    public static InspectionWindow? Complementary(DateOnly visit, VehicleType vehicle) =>
        vehicle == VehicleType.Van
            ? new InspectionWindow(visit.AddYears(1).AddMonths(-MonthsBeforeComplementary), EndOf(visit, 12))
            : null;

    /// <summary>
    /// Until when a report serves to sell a vehicle: for 6 months, or 2 when a re-visit was asked for (art. R323-22,
    /// I, 3°).
    /// </summary>
    /// <param name="visit">When the visit was.</param>
    /// <param name="gravest">The gravest fault that was found.</param>
    public static DateOnly ServesToSellUntil(DateOnly visit, FaultGrade gravest) =>
        EndOf(visit, gravest == FaultGrade.Minor ? MonthsForSale : MonthsForRevisit);

    // Within 4 months after the anniversary of that year, or after the day on which it all began.
    private static InspectionWindow OfCalendar(DateOnly registered, int year)
    {
        var anniversary = registered.AddYears(year - registered.Year);
        var from = anniversary < MotorcyclesSince ? MotorcyclesSince : anniversary;
        var last = EndOf(from, MonthsOfCalendar);
        var endOfYear = new DateOnly(year, 12, 31);
        return new InspectionWindow(null, last < endOfYear ? last : endOfYear);
    }

    private static DateOnly EndOf(DateOnly begin, int months)
    {
        var end = begin.AddMonths(months);
        return end.Day == begin.Day ? end.AddDays(-1) : end;
    }
}
