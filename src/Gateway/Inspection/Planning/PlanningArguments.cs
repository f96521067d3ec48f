using System.Globalization;
using Gateway.Brain.Inspection.Centres;
using Gateway.Sessions.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Planning;

/// <summary>Reads what requests about the planning say.</summary>
internal static class PlanningArguments
{
    private const int MostKey = 160;
    private const string KeyHeader = "Idempotency-Key";

    /// <summary>A day of ISO 8601; false when it is none.</summary>
    public static bool TryReadDay(string? text, out DateOnly day) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        && day.Year is > 2000 and < 9000;

    /// <summary>An instant, or a day, which is its beginning at the centre; false when it is neither.</summary>
    public static bool TryReadInstant(string? text, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        if (TryReadDay(text, out var day))
        {
            instant = BeginningOf(day, zone);
            return true;
        }

        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out instant) && instant.Year is > 2000 and < 9000;
    }

    /// <summary>When a day begins there, in UTC.</summary>
    public static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>What kind of vehicle; what is not said is a car.</summary>
    public static VehicleType? ReadVehicle(string? text, out ProblemHttpResult? problem)
    {
        var vehicle = text is null ? VehicleType.Car : CentreWords.VehicleOf(text);
        problem = vehicle is null
            ? PlanningProblems.Invalid(
                "vehicle_type", $"expected one of {string.Join(", ", CentreWords.VehicleNames)}.",
                "unknown_vehicle_type")
            : null;
        return vehicle;
    }

    /// <summary>Why it is inspected; what is not said is the periodic visit.</summary>
    public static VisitKind? ReadVisit(string? text, out ProblemHttpResult? problem)
    {
        var visit = text is null ? VisitKind.Periodic : CentreWords.VisitOf(text);
        problem = visit is null
            ? PlanningProblems.Invalid(
                "visit", $"expected one of {string.Join(", ", CentreWords.VisitNames)}.", "unknown_visit")
            : null;
        return visit;
    }

    /// <summary>The key that a request is the same again under; one of its own when it names none.</summary>
    /// <returns>Null when what it names can be none.</returns>
    public static string? KeyOf(HttpRequest request, out bool isOwn)
    {
        isOwn = request.Headers[KeyHeader].Count == 0;
        if (isOwn)
            return $"api:{Guid.NewGuid():n}";
        return request.Headers[KeyHeader] is [{ } key] && WellFormed.IsId(key, MostKey) ? $"api:{key}" : null;
    }

    public static ProblemHttpResult InvalidKey() => PlanningProblems.Invalid(
        KeyHeader, string.Create(CultureInfo.InvariantCulture, $"expected 1 to {MostKey} visible characters."));
}
