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
        account.MapGet("/Messages/{sid}/Media.json", ListMedia);
        account.MapGet("/Messages/{sid}/Media/{media}", SendPicture);
        account.MapDelete("/Messages/{sid}/Media/{media}", (string sid, string media, SimulatedTwilio twilio) =>
            twilio.ErasePicture(sid, media) ? Results.NoContent() : NotFound());
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
        if (HttpMethods.IsPost(http.Request.Method) && await http.Request.TryReadFormAsync() is null)
            return Fail(new TwilioFailure(20001, "Expected a form", StatusCodes.Status400BadRequest));
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
        return Page(http, "messages", messages, size);
    }

    private static IResult ListMedia(string sid, HttpContext http, SimulatedTwilio twilio, SimulatedFiles files)
    {
        if (twilio.Find(sid) is not { } message)
            return NotFound();
        return Page(http, "media_list", message.PictureId is { } id && files.Find(id) is { } picture
            ? [new { sid = "ME" + id, account_sid = message.AccountSid, parent_sid = sid, content_type = picture.ContentType, uri = SimulatedTwilio.MediaPath(message.AccountSid, sid, id) + ".json" }]
            : Array.Empty<object>());
    }

    private static IResult SendPicture(string sid, string media, SimulatedTwilio twilio, SimulatedFiles files) =>
        twilio.Find(sid) is { PictureId: { } id } && media == "ME" + id && files.Find(id) is { } picture
            ? Results.Bytes(picture.Content, picture.ContentType)
            : NotFound();

    private static IResult ListNumbers(HttpContext http, SimulatedTwilio twilio) =>
        Page(http, "incoming_phone_numbers", twilio.Numbers(TextOf(http.Request.Query, "PhoneNumber")));

    /// <summary>A list's only page.</summary>
    private static IResult Page<T>(HttpContext http, string name, IReadOnlyList<T> items, int size = DefaultPageSize)
    {
        var uri = http.Request.Path.Value!["/simulator/twilio".Length..];
        return Results.Json(new Dictionary<string, object?>
        {
            [name] = items,
            ["page"] = 0,
            ["page_size"] = size,
            ["start"] = 0,
            ["end"] = Math.Max(0, items.Count - 1),
            ["uri"] = uri,
            ["first_page_uri"] = uri,
            ["next_page_uri"] = null,
            ["previous_page_uri"] = null,
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
