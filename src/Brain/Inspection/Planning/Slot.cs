using System.Globalization;
using Gateway.Brain.Inspection.Centres;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>A time at which a visit can be booked.</summary>
/// <param name="Start">When it begins, in the centre's time.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Vehicle">For what.</param>
/// <param name="Visit">Why.</param>
public sealed record Slot(DateTimeOffset Start, int Minutes, VehicleType Vehicle, VisitKind Visit)
{
    private const string Instant = "yyyyMMdd'T'HHmm'Z'";
    private const int InstantLength = 14;

    /// <summary>
    /// What it is booked by: <c>20261201T0800Z-voiture_particuliere</c>, in UTC, and behind it the kind of visit where
    /// it is not the periodic one: <c>20261201T0800Z-moto-contre_visite</c>.
    /// </summary>
    public string Id
    {
        get
        {
            var id = $"{Start.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}-{Vehicle.InWire()}";
            return Visit == VisitKind.Periodic ? id : $"{id}-{Visit.InWire()}";
        }
    }

    /// <summary>When it ends.</summary>
    public DateTimeOffset End => Start.AddMinutes(Minutes);

    /// <summary>Reads an id; whether the slot is there and free, it does not tell.</summary>
    /// <param name="centre">How long visits take, and where its clock is.</param>
    /// <param name="id">The id, or null.</param>
    /// <returns>Null when it is none.</returns>
    public static Slot? TryRead(Centre centre, string? id)
    {
        if (id is not { Length: > InstantLength } || id[InstantLength] != '-'
            || !DateTime.TryParseExact(
                id.AsSpan(0, InstantLength), Instant, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            || start.Year is < 2000 or > 9000)
            return null;
        var words = id[(InstantLength + 1)..].Split('-');
        var visit = words.Length == 1 ? VisitKind.Periodic : CentreWords.VisitOf(words[1]);
        if (words.Length > 2 || visit is null || CentreWords.VehicleOf(words[0]) is not { } vehicle)
            return null;
        var slot = At(centre, start, vehicle, visit.Value);
        return slot.Id == id ? slot : null;
    }

    /// <summary>The slot that begins then.</summary>
    internal static Slot At(Centre centre, DateTime startUtc, VehicleType vehicle, VisitKind visit) => new(
        TimeZoneInfo.ConvertTime(new DateTimeOffset(startUtc, TimeSpan.Zero), centre.Zone),
        centre.MinutesFor(vehicle, visit), vehicle, visit);
}
