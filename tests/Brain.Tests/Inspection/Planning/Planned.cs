using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Inspection.Planning;

/// <summary>A centre to plan for, and who comes to it.</summary>
internal static class Planned
{
    public static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Monday, 30 November 2026, 8:00 in Paris.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Tomorrow = new(2026, 12, 1);

    /// <summary>Two bays, open on weekdays from 8 to 12 and from 13:30 to 17:30, 40 minutes a car.</summary>
    public static Centre Centre { get; } = new()
    {
        Id = "demo-centre",
        Name = "Tilleuls",
        Locale = "fr",
        Zone = Paris,
        Currency = "EUR",
        Phone = "+33100000003",
        Hours = new OpeningHours
        {
            Week = Enumerable.Range(1, 5).ToDictionary(
                day => (DayOfWeek)day,
                _ => (IReadOnlyList<OpenSpan>)
                [
                    new OpenSpan(new TimeOnly(8, 0), new TimeOnly(12, 0)),
                    new OpenSpan(new TimeOnly(13, 30), new TimeOnly(17, 30)),
                ]),
        },
        Bays =
        [
            new Bay("1", "Piste 1", [VehicleType.Car, VehicleType.Van]),
            new Bay("2", "Piste 2", [VehicleType.Car, VehicleType.Van, VehicleType.Motorhome]),
        ],
        Minutes = 40,
        MinutesByVehicle = new Dictionary<VehicleType, int> { [VehicleType.Motorhome] = 60 },
        MinutesByVisit = new Dictionary<VisitKind, int> { [VisitKind.Revisit] = 20 },
        Prices = new PriceGrid(
        [
            new Price(VehicleType.Car, Energy.Electric, VisitKind.Periodic, 85),
            new Price(VehicleType.Car, null, VisitKind.Periodic, 79),
            new Price(null, null, VisitKind.Revisit, 20),
        ]),
        Policies = new CentrePolicies(true, true, false, true, true),
    };

    public static ClientInfo Client { get; } =
        new("Camille", "Durand", "06 12 34 56 78", "camille@example.com", "Renault", "Clio", "ab 123 cd")
        {
            Energy = Energy.Electric,
        };

    /// <summary>The slot that begins then, in Paris.</summary>
    public static Slot At(
        DateOnly day, int hour, int minute, VehicleType vehicle = VehicleType.Car,
        VisitKind visit = VisitKind.Periodic, Centre? centre = null) => Slot.At(
        centre ?? Centre,
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(hour, minute)), Paris), vehicle, visit);

    public static BookingOrigin Origin(string key) => new(key, "session", null, "web");

    public static string[] Times(this IEnumerable<Slot> slots) =>
        [.. slots.Select(slot => slot.Start.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))];
}
