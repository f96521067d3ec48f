using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Inspection.Planning;

/// <summary>Books a slot of a centre: <c>/api/booking/{center_id}</c>.</summary>
internal static class BookingEndpoints
{
    private const string Channel = "api";

    /// <summary>Maps <c>booking</c> under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapBooking(this RouteGroupBuilder api)
    {
        api.MapPost("/booking/{center_id}", BookAsync).WithSummary("Books a slot")
            .WithDescription(
                "A booking that is sent again, under the same Idempotency-Key or, without one, of the same slot, plate "
                + "and phone, is not made twice: it answers 200 with the appointment instead of 201. A slot that is "
                + "not free any more is 409 with code slot_gone and the nearest free ones in alternatives. Other "
                + "codes: unknown_center, slot_malformed, field_missing, phone_malformed, plate_malformed, "
                + "email_malformed, unknown_energy, invalid_fields (all by name in errors), past_date, too_soon, "
                + "too_far_ahead, closed_day, vehicle_not_taken.");
        return api;
    }

    private static async Task<Results<Ok<AppointmentView>, Created<AppointmentView>, ProblemHttpResult>> BookAsync(
        [FromRoute(Name = "center_id")] string centerId, BookingBody body, HttpRequest request, ClaimsPrincipal user,
        CentreLookup centres, PlanningBook book, CancellationToken cancellationToken)
    {
        if (centres.Find(centerId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (Slot.TryRead(centre, body.SlotId) is not { } slot)
        {
            return PlanningProblems.Invalid(
                "slot_id", "expected the slot_id of a slot of this centre.", "slot_malformed");
        }

        if (ClientBody.Read(body.ClientInfo, centre, isAtDesk: false, out var problem) is not { } client)
            return problem!;
        if (PlanningArguments.KeyOf(request, out var isOwn) is not { } key)
            return PlanningArguments.InvalidKey();
        if (isOwn)
            key = await FreeKeyAsync(centre, slot, client, book, cancellationToken);
        if (await book.FindByKeyAsync(centre, key, cancellationToken) is { } known)
            return TypedResults.Ok(AppointmentView.Of(known, centre.Zone));
        return await book.BookAsync(
            centre, slot, client, new BookingOrigin(key, Session: null, Contact: null, Channel), holder: null,
            cancellationToken) switch
        {
            BookingOutcome.Booked(var appointment) => TypedResults.Created(
                $"/api/appointments/{appointment.Id}", AppointmentView.Of(appointment, centre.Zone)),
            BookingOutcome.Gone(var nearest) => PlanningProblems.Gone(centre, nearest),
            BookingOutcome.Refused(var reason) => PlanningProblems.Of(centre, reason),
            var other => throw new InvalidOperationException($"Nobody knows what {other} means."),
        };
    }

    // The same vehicle and phone in the same slot are the same booking, unless that one was given up since.
    private static async Task<string> FreeKeyAsync(
        Centre centre, Slot slot, ClientInfo client, PlanningBook book, CancellationToken cancellationToken)
    {
        var what = $"{slot.Id}\n{ClientInfo.PlateOf(client.LicensePlate)}\n{ClientInfo.PhoneOf(centre, client.Phone)}";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        for (var round = 0; ; round++)
        {
            var key = FormattableString.Invariant($"same:{digest}:{round}");
            if (await book.FindByKeyAsync(centre, key, cancellationToken) is not { } known
                || (known.Status == AppointmentStatus.Confirmed && known.SlotDatetime == slot.Start))
                return key;
        }
    }
}
