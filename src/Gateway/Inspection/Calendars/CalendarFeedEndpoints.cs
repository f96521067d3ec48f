using System.Text;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Inspection.Planning;
using Microsoft.Net.Http.Headers;

namespace Gateway.Inspection.Calendars;

/// <summary>
/// The planning of a centre or of a bay, as calendars subscribe to it: <c>/calendar/{centre}/{token}.ics</c> and
/// <c>/calendar/{centre}/{bay}/{token}.ics</c>. The token is all that is asked for; what leads nowhere is not told
/// apart from what is not there.
/// </summary>
internal static class CalendarFeedEndpoints
{
    private const string Ending = ".ics";
    private const int LongestToken = 64;

    /// <summary>Maps both.</summary>
    public static void MapCalendarFeeds(this IEndpointRouteBuilder app)
    {
        app.MapGet("/calendar/{centre}/{file}", (string centre, string file, HttpContext http) =>
            ServeAsync(http, centre, bay: null, file)).ExcludeFromDescription();
        app.MapGet("/calendar/{centre}/{bay}/{file}", (string centre, string bay, string file, HttpContext http) =>
            ServeAsync(http, centre, bay, file)).ExcludeFromDescription();
    }

    /// <summary>Path of a feed.</summary>
    public static string PathOf(string centre, string? bay, FeedKey key) => bay is null
        ? $"/calendar/{centre}/{key.TokenOf(bay)}{Ending}"
        : $"/calendar/{centre}/{bay}/{key.TokenOf(bay)}{Ending}";

    private static async Task<IResult> ServeAsync(HttpContext http, string id, string? bay, string file)
    {
        var services = http.RequestServices;
        var cancellationToken = http.RequestAborted;
        if (!file.EndsWith(Ending, StringComparison.Ordinal) || file.Length > LongestToken
            || services.GetRequiredService<CentreLookup>().Find(id) is not { } centre
            || (bay is not null && centre.Bays.All(one => one.Id != bay))
            || await services.GetRequiredService<FeedTokens>().FindAsync(centre, cancellationToken) is not { } key
            || !key.IsToken(bay, file[..^Ending.Length]))
            return TypedResults.NotFound();
        var feed = await services.GetRequiredService<CalendarFeeds>().ReadAsync(centre, bay, cancellationToken);
        // It holds names and numbers, and is nobody's but the centre's.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var tag = new EntityTagHeaderValue($"\"{feed.Mark}\"");
        http.Response.Headers.ETag = tag.ToString();
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Text(feed.Write(), "text/calendar", Encoding.UTF8);
    }
}
