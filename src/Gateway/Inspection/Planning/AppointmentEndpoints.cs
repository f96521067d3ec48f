using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Gateway.Api;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Operators;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Inspection.Planning;

/// <summary>What is booked in the centres: <c>/api/appointments</c>.</summary>
internal static class AppointmentEndpoints
{
    private static readonly string[] Marks =
        [AppointmentStatus.Done, AppointmentStatus.NoShow, AppointmentStatus.Confirmed];

    /// <summary>
    /// Maps <c>appointments</c> under <paramref name="api"/>, which checks the API key. A key of one workspace sees no
    /// other one's appointments, and is told that they do not exist.
    /// </summary>
    public static RouteGroupBuilder MapAppointments(this RouteGroupBuilder api)
    {
        api.MapGet("/appointments", ListAsync).WithSummary("Appointments in the order in which they take place")
            .WithDescription(
                "center_id (or workspace), status, phone, plate and bay narrow it down; from and to are days at the "
                + "centre (in UTC without center_id) or instants, to being no longer part of it.");
        api.MapGet("/appointments/{id:guid}", FindAsync).WithSummary("One appointment, with what was done to it");
        api.MapPatch("/appointments/{id:guid}", ChangeAsync)
            .WithSummary("Moves an appointment to another slot, or notes whether they have been")
            .WithDescription(
                "slot_id moves it (409 slot_gone with alternatives when that one is taken); status is done, no_show, "
                + "or confirmed to take either back; with done, result may be favorable or defavorable, which has "
                + "them invited to the re-visit before its two months are over.");
        api.MapDelete("/appointments/{id:guid}", CancelAsync).WithSummary("Cancels an appointment; again, too");
        return api;
    }

    private static async Task<Results<Ok<AppointmentPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, CentreLookup centres, AppointmentList appointments, CancellationToken cancellationToken,
        [FromQuery(Name = "center_id")] string? centerId = null, string? workspace = null, string? from = null,
        string? to = null, string? status = null, string? phone = null, string? plate = null, string? bay = null,
        string? limit = null, string? after = null)
    {
        var id = centerId ?? workspace ?? user.OnlyWorkspace();
        var centre = centres.Find(id, user);
        if (id is not null && centre is null)
            return PlanningProblems.UnknownCentre();
        if (status is not null && !AppointmentStatus.All.Contains(status, StringComparer.Ordinal))
            return PlanningProblems.Invalid("status", $"expected one of {string.Join(", ", AppointmentStatus.All)}.");
        var zone = centre?.Zone ?? TimeZoneInfo.Utc;
        var (begin, end) = (default(DateTimeOffset), default(DateTimeOffset));
        if (from is not null && !PlanningArguments.TryReadInstant(from, zone, out begin))
            return InvalidInstant("from");
        if (to is not null && !PlanningArguments.TryReadInstant(to, zone, out end))
            return InvalidInstant("to");
        if (!Paging.TryRead(limit, out var size, out var problem))
            return problem;
        AppointmentPlace? place = null;
        if (after is not null && (place = ReadPlace(after)) is null)
            return PlanningProblems.Invalid("after", "expected the 'next' of an earlier answer.");
        var (number, written) = (NumberOf(centre, phone), ClientInfo.PlateOf(plate));
        if (phone is not null && number is null)
            return PlanningProblems.Invalid("phone", "expected a telephone number.", "phone_malformed");
        if (plate is not null && written is null)
            return PlanningProblems.Invalid("plate", "expected a number plate.", "plate_malformed");

        var filter = new AppointmentFilter(
            id, from is null ? null : begin, to is null ? null : end, status, number, written, bay);
        // One more than asked for shows whether there is a next page.
        var found = await appointments.PageAsync(filter, place, size + 1, cancellationToken);
        var page = found.Take(size).ToList();
        return TypedResults.Ok(new AppointmentPage(
            [.. page.Select(one => AppointmentView.Of(one, ZoneOf(centres, one)))],
            found.Count > size ? Write(page[^1]) : null));
    }

    private static async Task<Results<Ok<AppointmentView>, ProblemHttpResult>> FindAsync(
        Guid id, ClaimsPrincipal user, CentreLookup centres, AppointmentList appointments,
        CancellationToken cancellationToken)
    {
        if (await appointments.FindAsync(id, user.OnlyWorkspace(), cancellationToken) is not { } found)
            return PlanningProblems.UnknownAppointment();
        return await ShowAsync(found, centres, appointments, cancellationToken);
    }

    private static async Task<Results<Ok<AppointmentView>, ProblemHttpResult>> ChangeAsync(
        Guid id, AppointmentPatch change, HttpRequest request, ClaimsPrincipal user, CentreLookup centres,
        AppointmentList appointments, PlanningBook book, PlanningDesk desk, CancellationToken cancellationToken)
    {
        if (await appointments.FindAsync(id, user.OnlyWorkspace(), cancellationToken) is not { } found
            || centres.Find(found.CenterId, user) is not { } centre)
            return PlanningProblems.UnknownAppointment();
        if (PlanningArguments.KeyOf(request, out _) is not { } key)
            return PlanningArguments.InvalidKey();
        BookingOutcome outcome;
        switch (change)
        {
            case { SlotId: { } slotId, Status: null, Result: null }:
                if (Slot.TryRead(centre, slotId) is not { } slot)
                {
                    return PlanningProblems.Invalid(
                        "slot_id", "expected the slot_id of a slot of this centre.", "slot_malformed");
                }

                outcome = await book.MoveAsync(centre, id, slot, key, holder: null, cancellationToken);
                break;
            case { SlotId: null, Status: { } status, Result: var result } when Marks.Contains(status):
                if (result is not null
                    && (status != AppointmentStatus.Done || !VisitResult.All.Contains(result, StringComparer.Ordinal)))
                {
                    return PlanningProblems.Invalid(
                        "result", $"expected one of {string.Join(", ", VisitResult.All)}, with the status done.");
                }

                outcome = await desk.MarkAsync(centre, id, new VisitMark(status, result), key, cancellationToken);
                break;
            default:
                return PlanningProblems.Invalid(
                    "slot_id, status", "expected a slot_id, or a status that is done, no_show or confirmed.");
        }

        return outcome switch
        {
            BookingOutcome.Booked(var changed) =>
                await ShowAsync(changed, centres, appointments, cancellationToken),
            BookingOutcome.Gone(var nearest) => PlanningProblems.Gone(centre, nearest),
            BookingOutcome.Refused(var reason) => PlanningProblems.Of(centre, reason),
            var other => throw new InvalidOperationException($"Nobody knows what {other} means."),
        };
    }

    private static async Task<Results<Ok<AppointmentView>, ProblemHttpResult>> CancelAsync(
        Guid id, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, AppointmentList appointments,
        PlanningBook book, CancellationToken cancellationToken)
    {
        if (await appointments.FindAsync(id, user.OnlyWorkspace(), cancellationToken) is not { } found
            || centres.Find(found.CenterId, user) is not { } centre)
            return PlanningProblems.UnknownAppointment();
        if (PlanningArguments.KeyOf(request, out _) is not { } key)
            return PlanningArguments.InvalidKey();
        if (!await book.CancelAsync(centre, id, key, cancellationToken))
            return PlanningProblems.Of(centre, BookingRefusal.NotConfirmed);
        var cancelled = await appointments.FindAsync(id, found.CenterId, cancellationToken);
        return await ShowAsync(cancelled ?? found, centres, appointments, cancellationToken);
    }

    private static async Task<Ok<AppointmentView>> ShowAsync(
        Appointment one, CentreLookup centres, AppointmentList appointments, CancellationToken cancellationToken)
    {
        var zone = ZoneOf(centres, one);
        var changes = await appointments.ReadChangesAsync(one.Id, cancellationToken);
        return TypedResults.Ok(AppointmentView.Of(one, zone) with
        {
            Changes = [.. changes.Select(change => AppointmentChangeView.Of(change, zone))],
        });
    }

    private static TimeZoneInfo ZoneOf(CentreLookup centres, Appointment one) =>
        centres.Find(one.CenterId)?.Zone ?? TimeZoneInfo.Utc;

    private static string? NumberOf(Centre? centre, string? phone) =>
        phone is null ? null : ClientInfo.PhoneOf(centre, phone);

    private static string Write(Appointment one) => string.Create(
        CultureInfo.InvariantCulture, $"{one.SlotDatetime.UtcTicks}_{one.Id:n}");

    private static AppointmentPlace? ReadPlace(string text) =>
        text.Split('_') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "n", out var last)
            ? new AppointmentPlace(new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;

    private static ProblemHttpResult InvalidInstant(string name) => PlanningProblems.Invalid(
        name, "expected a day or an instant of ISO 8601, such as 2026-12-01 or 2026-12-01T08:00:00Z.");
}

/// <summary>What can be changed of an appointment: one of the two.</summary>
/// <param name="SlotId">The slot it moves to.</param>
/// <param name="Status"><c>done</c>, <c>no_show</c>, or <c>confirmed</c> to take either back.</param>
/// <param name="Result">With <c>done</c>, <c>favorable</c> or <c>defavorable</c>; may be left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AppointmentPatch(
    [property: JsonPropertyName("slot_id")] string? SlotId, [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("result")] string? Result);
