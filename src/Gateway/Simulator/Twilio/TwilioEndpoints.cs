using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Simulator.Twilio;

/// <summary>The part of Twilio's API that the gateway calls, for the simulated account.</summary>
internal static class TwilioEndpoints
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1_000;

    /// <summary>Maps it below <paramref name="simulator"/>.</summary>
    public static void MapSimulatedTwilio(this IEndpointRouteBuilder simulator)
    {
        var api = simulator.MapGroup("/twilio").AddEndpointFilter(CheckAccountAsync);
        var account = api.MapGroup("/2010-04-01/Accounts/{accountSid}");
        account.MapPost("/Messages.json", SendAsync);
        account.MapGet("/Messages.json", List);
        account.MapGet("/Messages/{sid}.json", (string sid, SimulatedTwilio twilio) => twilio.Find(sid) is { } message ? Results.Json(message) : NotFound());
        account.MapPost("/Messages/{sid}.json", (string sid, SimulatedTwilio twilio) =>
            twilio.Erase(sid, whole: false) ? Results.Json(twilio.Find(sid)) : NotFound());
        account.MapDelete("/Messages/{sid}.json", (string sid, SimulatedTwilio twilio) => twilio.Erase(sid, whole: true) ? Results.NoContent() : NotFound());
        account.MapGet("/IncomingPhoneNumbers.json", ListNumbers);
        account.MapPost("/IncomingPhoneNumbers/{sid}.json", ChangeNumberAsync);
        api.MapPost("/v2/Indicators/Typing.json", ShowTypingAsync);
    }

    /// <summary>Basic authentication with the simulated account's own token, and its id in the path.</summary>
    private static async ValueTask<object?> CheckAccountAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var account = http.RequestServices.GetRequiredService<Simulation>().Twilio!;
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Sid}:{account.AuthToken}"));
        var isHis = AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var given)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.Parameter ?? ""), Encoding.UTF8.GetBytes(expected));
        if (!isHis)
            return Fail(new TwilioFailure(20003, "Authenticate", 401));
        return http.Request.RouteValues.TryGetValue("accountSid", out var sid) && !account.Sid.Equals(sid) ? NotFound() : await next(context);
    }

    private static async Task<IResult> SendAsync(HttpContext http, SimulatedTwilio twilio)
    {
        var (message, failure) = twilio.Send(await http.Request.ReadFormAsync(http.RequestAborted));
        return failure is null ? Results.Json(message, statusCode: StatusCodes.Status201Created) : Fail(failure);
    }

    private static IResult List(HttpContext http, SimulatedTwilio twilio)
    {
        var query = http.Request.Query;
        var size = int.TryParse(query["PageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MaxPageSize) : DefaultPageSize;
        var messages = twilio.List(TextOf(query, "To"), TextOf(query, "From"), DayOf(query, "DateSent>"), DayOf(query, "DateSent"), size);
        var uri = http.Request.Path.Value!["/simulator/twilio".Length..];
        return Results.Json(new
        {
            messages,
            page = 0,
            page_size = size,
            start = 0,
            end = Math.Max(0, messages.Count - 1),
            uri,
            first_page_uri = uri,
            next_page_uri = (string?)null,
            previous_page_uri = (string?)null,
        });
    }

    private static IResult ListNumbers(HttpContext http, SimulatedTwilio twilio)
    {
        var numbers = twilio.Numbers(TextOf(http.Request.Query, "PhoneNumber"));
        var uri = http.Request.Path.Value!["/simulator/twilio".Length..];
        return Results.Json(new
        {
            incoming_phone_numbers = numbers,
            page = 0,
            page_size = DefaultPageSize,
            start = 0,
            end = Math.Max(0, numbers.Count - 1),
            uri,
            first_page_uri = uri,
            next_page_uri = (string?)null,
            previous_page_uri = (string?)null,
        });
    }

    private static async Task<IResult> ChangeNumberAsync(string sid, HttpContext http, SimulatedTwilio twilio) =>
        twilio.Change(sid, await http.Request.ReadFormAsync(http.RequestAborted)) is { } number ? Results.Json(number) : NotFound();

    private static async Task<IResult> ShowTypingAsync(HttpContext http, SimulatedTwilio twilio)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form["channel"] == "whatsapp" && twilio.ShowTyping(form["messageId"].ToString())
            ? Results.Json(new { success = true })
            : Fail(new TwilioFailure(20422, "Invalid Parameter", 422));
    }

    private static string? TextOf(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text] ? text : null;

    // The filter DateSent>=2026-11-20 is a parameter named "DateSent>".
    private static DateOnly? DayOf(IQueryCollection query, string name) =>
        query[name] is [{ Length: >= 10 } text] && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static IResult NotFound() => Fail(new TwilioFailure(20404, "The requested resource was not found", 404));

    private static IResult Fail(TwilioFailure failure) => Results.Json(failure, statusCode: failure.Status);
}
