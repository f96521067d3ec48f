using System.Security.Claims;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Inspection.Planning;

/// <summary>The free slots of a centre: <c>/api/slots/{center_id}</c>.</summary>
internal static class SlotEndpoints
{
    private const int DaysOfWeek = 7;

    /// <summary>
    /// Maps <c>slots</c> under <paramref name="api"/>, which checks the API key. A key of one workspace is told that
    /// there are no other centres.
    /// </summary>
    public static RouteGroupBuilder MapSlots(this RouteGroupBuilder api)
    {
        api.MapGet("/slots/{center_id}", FindAsync).WithSummary("Free slots of a centre, in their order")
            .WithDescription(
                "start_date is the first day searched (YYYY-MM-DD, at the centre), end_date the last one, a week when "
                + "it is left out; vehicle_type is voiture_particuliere when it is left out, utilitaire, moto or "
                + "camping_car; preferred_time is morning, afternoon (from 12:00) or any; visit is periodique when it "
                + "is left out, contre_visite, complementaire or volontaire. Errors say in code what is wrong: "
                + "unknown_center, past_date, end_before_start, unknown_vehicle_type, closed_day, vehicle_not_taken, "
                + "too_far_ahead, invalid.");
        return api;
    }

    private static async Task<Results<Ok<SlotsView>, ProblemHttpResult>> FindAsync(
        [FromRoute(Name = "center_id")] string centerId, ClaimsPrincipal user, CentreLookup centres, PlanningBook book,
        TimeProvider time, CancellationToken cancellationToken,
        [FromQuery(Name = "start_date")] string? startDate = null,
        [FromQuery(Name = "end_date")] string? endDate = null,
        [FromQuery(Name = "vehicle_type")] string? vehicleType = null,
        [FromQuery(Name = "preferred_time")] string? preferredTime = null,
        string? visit = null)
    {
        if (centres.Find(centerId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (PlanningArguments.ReadVehicle(vehicleType, out var problem) is not { } vehicle
            || PlanningArguments.ReadVisit(visit, out problem) is not { } why)
            return problem!;
        if ((preferredTime is null ? PartOfDay.Any : PlanningWords.PartOf(preferredTime)) is not { } part)
        {
            return PlanningProblems.Invalid(
                "preferred_time", $"expected one of {string.Join(", ", PlanningWords.PartNames)}.");
        }

        if (!PlanningArguments.TryReadDay(startDate, out var first))
            return PlanningProblems.Invalid("start_date", "expected a date such as 2026-12-01.");
        var last = first.AddDays(DaysOfWeek - 1);
        if (endDate is not null && !PlanningArguments.TryReadDay(endDate, out last))
            return PlanningProblems.Invalid("end_date", "expected a date such as 2026-12-01.");
        var query = new SlotQuery(first, last, vehicle, why) { Part = part };
        if (FlawOf(centre, query, time.GetUtcNow()) is { } flaw)
            return flaw;
        var free = await book.FindAsync(centre, query, holder: null, cancellationToken);
        return TypedResults.Ok(new SlotsView(
            centre.Id, first, last, vehicle.InWire(), part.InWire(), centre.Zone.Id,
            [.. free.Select(slot => SlotView.Of(centre, slot))]));
    }

    private static ProblemHttpResult? FlawOf(Centre centre, SlotQuery query, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, centre.Zone).DateTime);
        if (query.From < today)
        {
            return PlanningProblems.Invalid(
                "start_date", FormattableString.Invariant($"lies in the past; at the centre it is {today:yyyy-MM-dd}."),
                "past_date");
        }

        if (query.To < query.From)
            return PlanningProblems.Invalid("end_date", "lies before start_date.", "end_before_start");
        if (!centre.Takes(query.Vehicle))
            return PlanningProblems.Of(centre, BookingRefusal.VehicleNotTaken);
        if (query.From > today.AddDays(centre.DaysAhead))
            return PlanningProblems.Of(centre, BookingRefusal.TooFarAhead);
        for (var day = query.From; day <= query.To && day <= today.AddDays(centre.DaysAhead); day = day.AddDays(1))
        {
            if (centre.Hours.On(day).Count > 0)
                return null;
        }

        return PlanningProblems.Of(422, "closed_day", query.From == query.To
            ? FormattableString.Invariant($"The centre is closed on {query.From:yyyy-MM-dd}.")
            : FormattableString.Invariant(
                $"The centre is closed from {query.From:yyyy-MM-dd} to {query.To:yyyy-MM-dd}."));
    }
}
