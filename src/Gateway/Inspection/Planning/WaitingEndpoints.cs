using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Gateway.Api;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gateway.Inspection.Planning;

/// <summary>Who waits for a slot of a centre: <c>/api/appointments/waiting</c>.</summary>
internal static class WaitingEndpoints
{
    private const string Channel = "api";

    /// <summary>Maps <c>appointments/waiting</c> under <paramref name="api"/>, which checks the API key.</summary>
    public static RouteGroupBuilder MapWaiting(this RouteGroupBuilder api)
    {
        api.MapGet("/appointments/waiting", ListAsync).WithSummary("Who waits for a slot of a centre, in their order");
        api.MapPost("/appointments/waiting", JoinAsync).WithSummary("Puts somebody at the end of the line")
            .WithDescription(
                "center_id, start_date, end_date and client_info.phone are required; vehicle_type, visit and "
                + "preferred_time are as in /api/slots; not_before and not_after are times such as 09:30.");
        api.MapDelete("/appointments/waiting/{id:long}", WithdrawAsync).WithSummary("Takes somebody off the line");
        return api;
    }

    private static async Task<Results<Ok<WaitingPage>, ProblemHttpResult>> ListAsync(
        ClaimsPrincipal user, CentreLookup centres, WaitingLine line, CancellationToken cancellationToken,
        [FromQuery(Name = "center_id")] string? centerId = null, string? status = null, string? limit = null,
        string? after = null)
    {
        if (centres.Find(centerId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (status is not null && !WaitingStatus.All.Contains(status, StringComparer.Ordinal))
            return PlanningProblems.Invalid("status", $"expected one of {string.Join(", ", WaitingStatus.All)}.");
        if (!Paging.TryRead(limit, out var size, out var problem)
            || !Paging.TryReadId(after, out var last, out problem))
            return problem;
        // One more than asked for shows whether there is a next page.
        var found = await line.PageAsync(centre.Id, status, last, size + 1, cancellationToken);
        var page = found.Take(size).ToList();
        return TypedResults.Ok(new WaitingPage(
            [.. page.Select(entry => WaitingView.Of(entry, centre.Zone))],
            found.Count > size ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Created<WaitingView>, ProblemHttpResult>> JoinAsync(
        WaitingBody body, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, WaitingLine line,
        CancellationToken cancellationToken)
    {
        if (centres.Find(body.CenterId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        if (PlanningArguments.ReadVehicle(body.VehicleType, out var problem) is not { } vehicle
            || PlanningArguments.ReadVisit(body.Visit, out problem) is not { } visit)
            return problem!;
        if (!PlanningArguments.TryReadDay(body.StartDate, out var first)
            || !PlanningArguments.TryReadDay(body.EndDate, out var last))
            return PlanningProblems.Invalid("start_date, end_date", "expected dates such as 2026-12-01.");
        if (last < first)
            return PlanningProblems.Invalid("end_date", "lies before start_date.", "end_before_start");
        var (notBefore, notAfter) = (default(TimeOnly), default(TimeOnly));
        if ((body.NotBefore is not null && !TryReadTime(body.NotBefore, out notBefore))
            || (body.NotAfter is not null && !TryReadTime(body.NotAfter, out notAfter)))
            return PlanningProblems.Invalid("not_before, not_after", "expected times such as 09:30.");
        if ((body.PreferredTime is null ? PartOfDay.Any : PlanningWords.PartOf(body.PreferredTime)) is not { } part)
        {
            return PlanningProblems.Invalid(
                "preferred_time", $"expected one of {string.Join(", ", PlanningWords.PartNames)}.");
        }

        if (PlanningArguments.KeyOf(request, out _) is not { } key)
            return PlanningArguments.InvalidKey();
        var query = new SlotQuery(first, last, vehicle, visit)
        {
            Part = part,
            NotBefore = body.NotBefore is null ? null : notBefore,
            NotAfter = body.NotAfter is null ? null : notAfter,
        };
        var draft = new WaitingDraft(query, body.ClientInfo?.Phone ?? "")
        {
            FirstName = body.ClientInfo?.FirstName,
            LastName = body.ClientInfo?.LastName,
            Email = body.ClientInfo?.Email,
        };
        var (entry, refusal) = await line.JoinAsync(
            centre, draft, new BookingOrigin(key, Session: null, Contact: null, Channel), cancellationToken);
        return entry is null
            ? PlanningProblems.Of(centre, refusal!.Value)
            : TypedResults.Created($"/api/appointments/waiting/{entry.Id}", WaitingView.Of(entry, centre.Zone));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        long id, ClaimsPrincipal user, CentreLookup centres, WaitingLine line, CancellationToken cancellationToken,
        [FromQuery(Name = "center_id")] string? centerId = null)
    {
        if (centres.Find(centerId, user) is not { } centre)
            return PlanningProblems.UnknownCentre();
        return await line.WithdrawAsync(centre, id, cancellationToken)
            ? TypedResults.NoContent()
            : PlanningProblems.Of(404, "unknown_entry", "Nobody waits under that id.");
    }

    private static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}

/// <summary>Somebody who wants to wait.</summary>
internal sealed record WaitingBody(
    [property: JsonPropertyName("center_id")] string? CenterId,
    [property: JsonPropertyName("start_date")] string? StartDate,
    [property: JsonPropertyName("end_date")] string? EndDate,
    [property: JsonPropertyName("vehicle_type")] string? VehicleType,
    [property: JsonPropertyName("visit")] string? Visit,
    [property: JsonPropertyName("preferred_time")] string? PreferredTime,
    [property: JsonPropertyName("not_before")] string? NotBefore,
    [property: JsonPropertyName("not_after")] string? NotAfter,
    [property: JsonPropertyName("client_info")] ClientBody? ClientInfo);

/// <summary>A page of those who wait.</summary>
/// <param name="Items">Who came first is first.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record WaitingPage(
    IReadOnlyList<WaitingView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>Somebody who waits, as the API shows it.</summary>
internal sealed record WaitingView(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("center_id")] string CenterId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("start_date")] DateOnly StartDate,
    [property: JsonPropertyName("end_date")] DateOnly EndDate,
    [property: JsonPropertyName("vehicle_type")] string VehicleType,
    [property: JsonPropertyName("visit")] string Visit,
    [property: JsonPropertyName("preferred_time")] string PreferredTime,
    [property: JsonPropertyName("first_name")] string? FirstName,
    [property: JsonPropertyName("last_name")] string? LastName,
    [property: JsonPropertyName("phone")] string Phone,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("offered_slot")] DateTimeOffset? OfferedSlot,
    [property: JsonPropertyName("offered_until")] DateTimeOffset? OfferedUntil,
    [property: JsonPropertyName("told_at")] DateTimeOffset? ToldAt,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt)
{
    public static WaitingView Of(WaitingEntry entry, TimeZoneInfo zone)
    {
        DateTimeOffset? There(DateTimeOffset? instant) =>
            instant is { } at ? TimeZoneInfo.ConvertTime(at, zone) : null;
        return new WaitingView(
            entry.Id, entry.Workspace, entry.Status, entry.FromDay, entry.ToDay, entry.Vehicle.InWire(),
            entry.Visit.InWire(), entry.Part.InWire(), entry.FirstName, entry.LastName, entry.Phone, entry.Email,
            There(entry.OfferedSlot), There(entry.OfferedUntil), There(entry.ToldAt), There(entry.CreatedAt)!.Value);
    }
}
