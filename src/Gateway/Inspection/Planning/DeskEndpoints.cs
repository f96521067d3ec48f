using System.Security.Claims;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Inspection.Planning;

/// <summary>
/// What a centre's own people do with its planning: walk-ins under <c>/api/appointments</c>, and times that are taken
/// out under <c>/api/appointments/blocks</c>.
/// </summary>
internal static class DeskEndpoints
{
    private const int MostMinutes = 480;
    private const int MostDays = 366;
    private const string Channel = "centre";

    /// <summary>Maps them under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapDesk(this RouteGroupBuilder api)
    {
        api.MapPost("/appointments", WalkInAsync).WithSummary("Takes somebody who stands at the centre")
            .WithDescription(
                "center_id and the license_plate of client_info are required. vehicle_type and visit are as in "
                + "/api/slots; at is now when it is left out, and needs no opening hours and no grid; minutes is as "
                + "long as such visits take; bay is any that takes the vehicle and is free.");
        api.MapGet("/appointments/blocks", ListAsync)
            .WithSummary("Times that are taken out of a centre's bays, by its people or its calendar");
        api.MapPost("/appointments/blocks", BlockAsync).WithSummary("Takes a time out of a bay, or of all")
            .WithDescription(
                "Nothing more is booked in it. Appointments that stand there already are in conflicts: they keep "
                + "their place until they are moved or cancelled. The block's id is the Idempotency-Key where there "
                + "is one.");
        api.MapDelete("/appointments/blocks/{id}", UnblockAsync).WithSummary("Gives a time back that was taken out");
        return api;
    }

    private static async Task<Results<Created<AppointmentView>, ProblemHttpResult>> WalkInAsync(
        WalkInBody body, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, PlanningDesk desk,
        TimeProvider time, CancellationToken cancellationToken)
    {
        if (centres.Find(body.CenterId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (PlanningArguments.ReadVehicle(body.VehicleType, out var problem) is not { } vehicle
            || PlanningArguments.ReadVisit(body.Visit, out problem) is not { } visit
            || ClientBody.Read(body.ClientInfo, centre, isAtDesk: true, out problem) is not { } client)
            return problem!;
        if (!IsBay(centre, body.Bay))
            return UnknownBay(centre);
        if (body.Minutes is < 5 or > MostMinutes)
            return PlanningProblems.Invalid("minutes", $"expected 5 to {MostMinutes}.");
        var now = time.GetUtcNow();
        if (body.At is { } at && (at < now.AddDays(-1) || at > now.AddDays(MostDays)))
        {
            return PlanningProblems.Invalid(
                "at", $"expected a moment since yesterday and in the next {MostDays} days.");
        }

        if (PlanningArguments.KeyOf(request, out _) is not { } key)
            return PlanningArguments.InvalidKey();
        var walkIn = new WalkIn(client, vehicle, visit) { At = body.At, Minutes = body.Minutes, Bay = body.Bay };
        return await desk.WalkInAsync(
            centre, walkIn, new BookingOrigin(key, Session: null, Contact: null, Channel), cancellationToken) switch
        {
            BookingOutcome.Booked(var booked) => TypedResults.Created(
                $"/api/appointments/{booked.Id}", AppointmentView.Of(booked, centre.Zone)),
            BookingOutcome.Gone(var nearest) => PlanningProblems.Gone(centre, nearest),
            BookingOutcome.Refused(var reason) => PlanningProblems.Of(centre, reason),
            var other => throw new InvalidOperationException($"Nobody knows what {other} means."),
        };
    }

    private static async Task<Results<Ok<BlockPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, CentreLookup centres, PlanningDesk desk, CancellationToken cancellationToken,
        [FromQuery(Name = "center_id")] string? centerId = null, string? from = null, string? to = null)
    {
        if (centres.Find(centerId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (!PlanningArguments.TryReadDay(from, out var first))
            return PlanningProblems.Invalid("from", "expected a date such as 2026-12-01.");
        var last = first.AddDays(6);
        if (to is not null && !PlanningArguments.TryReadDay(to, out last))
            return PlanningProblems.Invalid("to", "expected a date such as 2026-12-01.");
        if (last < first || last.DayNumber - first.DayNumber > MostDays)
            return PlanningProblems.Invalid("to", $"expected at most {MostDays} days, from before to.");
        var found = await desk.ReadBlocksAsync(centre, first, last, cancellationToken);
        return TypedResults.Ok(new BlockPage([.. found.Select(one => BlockView.Of(one, centre.Zone))]));
    }

    private static async Task<Results<Created<BlockedView>, ProblemHttpResult>> BlockAsync(
        BlockBody body, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, PlanningDesk desk,
        CancellationToken cancellationToken)
    {
        if (centres.Find(body.CenterId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (!IsBay(centre, body.Bay))
            return UnknownBay(centre);
        if (body is not { From: { } from, To: { } to } || to <= from || to - from > TimeSpan.FromDays(MostDays)
            || from.Year is < 2000 or > 9000)
        {
            return PlanningProblems.Invalid(
                "from, to", $"expected instants of ISO 8601, from before to, at most {MostDays} days apart.");
        }

        if (PlanningArguments.KeyOf(request, out _) is not { } key)
            return PlanningArguments.InvalidKey();
        var standing = await desk.BlockAsync(
            centre, new Block(body.Bay, from, to, body.Note), key, cancellationToken);
        return TypedResults.Created(
            $"/api/appointments/blocks/{Uri.EscapeDataString(key)}",
            new BlockedView(key, [.. standing.Select(one => AppointmentView.Of(one, centre.Zone))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnblockAsync(
        string id, ClaimsPrincipal user, CentreLookup centres, PlanningDesk desk, CancellationToken cancellationToken,
        [FromQuery(Name = "center_id")] string? centerId = null)
    {
        if (centres.Find(centerId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        return await desk.UnblockAsync(centre, id, cancellationToken)
            ? TypedResults.NoContent()
            : PlanningProblems.Of(404, "unknown_block", "There is no such block.");
    }

    private static bool IsBay(Centre centre, string? bay) => bay is null || centre.Bays.Any(one => one.Id == bay);

    private static ProblemHttpResult UnknownBay(Centre centre) => PlanningProblems.Invalid(
        "bay", $"expected one of {string.Join(", ", centre.Bays.Select(bay => bay.Id))}.", "unknown_bay");
}
