using System.Globalization;
using System.Security.Claims;
using Gateway.Api;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Centres;
using Gateway.Channels;
using Gateway.Inspection.Planning;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Calendars;

/// <summary>A centre's calendars over the API: <c>/api/centers/{id}/calendar</c>.</summary>
internal static class CalendarEndpoints
{
    /// <summary>
    /// Maps them under <paramref name="api"/>, which checks the API key. A key of one workspace is told that other
    /// centres do not exist.
    /// </summary>
    public static RouteGroupBuilder MapCalendars(this RouteGroupBuilder api)
    {
        api.MapGet("/centers/{id}/calendar", ShowAsync)
            .WithSummary("Where a centre's planning can be subscribed to, and how things stand with its own calendar");
        api.MapPost("/centers/{id}/calendar/renew", RenewAsync)
            .WithSummary("Gives a centre other addresses; its former ones lead nowhere from then on");
        api.MapGet("/centers/{id}/calendar/conflicts", ListConflictsAsync)
            .WithSummary("Times that a centre's own calendar takes and in which somebody comes");
        return api;
    }

    private static async Task<Results<Ok<CalendarView>, ProblemHttpResult>> ShowAsync(
        string id, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, FeedTokens tokens,
        CalendarFeeds feeds, PublicAddress address, TimeProvider time, CancellationToken cancellationToken) =>
        centres.Find(id, user) is { } centre
            ? TypedResults.Ok(await ViewAsync(
                centre, await tokens.GetAsync(centre, cancellationToken), request, feeds, address, time,
                cancellationToken))
            : Missing();

    private static async Task<Results<Ok<CalendarView>, ProblemHttpResult>> RenewAsync(
        string id, HttpRequest request, ClaimsPrincipal user, CentreLookup centres, FeedTokens tokens,
        CalendarFeeds feeds, PublicAddress address, TimeProvider time, CancellationToken cancellationToken) =>
        centres.Find(id, user) is { } centre
            ? TypedResults.Ok(await ViewAsync(
                centre, await tokens.RenewAsync(centre, cancellationToken), request, feeds, address, time,
                cancellationToken))
            : Missing();

    private static async Task<Results<Ok<ConflictPage>, ProblemHttpResult>> ListConflictsAsync(
        string id, ClaimsPrincipal user, CentreLookup centres, CalendarFeeds feeds,
        CancellationToken cancellationToken, string? limit = null, string? after = null)
    {
        if (centres.Find(id, user) is not { } centre)
            return Missing();
        if (!Paging.TryRead(limit, out var size, out var problem)
            || !Paging.TryReadId(after, out var last, out problem))
            return problem;
        // One more than asked for shows whether there is a next page.
        var found = await feeds.ConflictsAsync(centre, last ?? 0, size + 1, cancellationToken);
        var items = found.Take(size)
            .Select(one => ConflictView.Of(one.Conflict, one.Appointment, centre.Zone))
            .ToList();
        return TypedResults.Ok(new ConflictPage(
            items, found.Count > size ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<CalendarView> ViewAsync(
        Centre centre, FeedKey key, HttpRequest request, CalendarFeeds feeds, PublicAddress address, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var own = await feeds.FindAsync(centre, cancellationToken);
        return new CalendarView(
            centre.Id, address.Of(request, CalendarFeedEndpoints.PathOf(centre.Id, null, key)),
            [
                .. centre.Bays.Select(bay => new BayCalendarView(
                    bay.Id, bay.Name, address.Of(request, CalendarFeedEndpoints.PathOf(centre.Id, bay.Id, key)))),
            ],
            CalendarImportView.Of(
                centre.CalendarUrl is not null, own, await feeds.CountTimesAsync(centre, cancellationToken),
                await feeds.CountConflictsAsync(centre, cancellationToken), time.GetUtcNow()));
    }

    private static ProblemHttpResult Missing() =>
        TypedResults.Problem("There is no such centre.", statusCode: StatusCodes.Status404NotFound);
}
