using Microsoft.AspNetCore.Http;

namespace Gateway.Testing;

/// <summary>What goes wrong with any call of the fake's, and what its description does not know.</summary>
internal static class FakeTwilioMishaps
{
    private static readonly string[] AccountFields = ["FriendlyName", "Status", "PageSize", "Page", "PageToken"];

    /// <summary>
    /// The parts of the API that the published description, as it is kept here, lacks: accounts below ours and prices
    /// (twilio/twilio-oai <c>twilio_api_v2010.json</c> path <c>/2010-04-01/Accounts.json</c>,
    /// <c>twilio_pricing_v1.json</c>
    /// path <c>/v1/PhoneNumbers/Countries/{IsoCountry}</c>).
    /// </summary>
    /// <returns>Whether it is one of those; what is wrong with it was told.</returns>
    public static bool IsBeyondDescription(FakeTwilioRequest request, Action<string> tell)
    {
        if (request.Path == "/2010-04-01/Accounts.json")
        {
            foreach (var field in request.Query.Where(field => !AccountFields.Contains(field.Key)))
                tell($"Accounts.json takes no {field.Key}");
            if (request.Method == "POST"
                && (request.Form.Count != 1 || request["FriendlyName"] is not { Length: <= 64 }))
                tell("Accounts.json takes a FriendlyName of at most 64 characters");
            return true;
        }

        if (!request.Path.StartsWith("/v1/PhoneNumbers/Countries/", StringComparison.Ordinal))
            return false;
        if (request.Method != "GET" || request.Path.Split('/')[^1].Length != 2)
            tell("prices are asked for by country");
        return true;
    }

    /// <summary>Whether a call is the one that is to go wrong: it ends so, where a star is anything.</summary>
    public static bool IsMeant(string wanted, string call)
    {
        var parts = wanted.Split('*');
        return parts is [var first, .. var middle, var last]
            ? call.StartsWith(first, StringComparison.Ordinal) && call.EndsWith(last, StringComparison.Ordinal)
                && middle.All(part => call.Contains(part, StringComparison.Ordinal))
            : call.EndsWith(wanted, StringComparison.Ordinal);
    }

    /// <summary>Lets it go wrong, before or after it was done.</summary>
    public static async Task HappenAsync(
        HttpContext context, FakeTwilioFault fault, Func<Task> doAsync, Action? then, LoopbackServer server)
    {
        if (fault is FakeTwilioFault.ErrorAfter or FakeTwilioFault.HangAfter or FakeTwilioFault.CloseAfter
            or FakeTwilioFault.WrongJson or FakeTwilioFault.Drip or FakeTwilioFault.None)
        {
            var (body, answer) = (context.Response.Body, new MemoryStream());
            context.Response.Body = answer;
            await doAsync();
            context.Response.Body = body;
            if (fault == FakeTwilioFault.None)
            {
                // Who asked hears of it only afterwards.
                then?.Invoke();
                await body.WriteAsync(answer.ToArray(), context.RequestAborted);
                return;
            }
        }

        then?.Invoke();
        switch (fault)
        {
            case FakeTwilioFault.TooMany or FakeTwilioFault.TooManyWithoutWait:
                await WriteAsync(context, 429, """{"code": 20429, "message": "Too Many Requests", "status": 429}""");
                break;
            case FakeTwilioFault.ErrorBefore or FakeTwilioFault.ErrorAfter:
                await WriteAsync(
                    context, 500, """{"code": 20500, "message": "Internal Server Error", "status": 500}""");
                break;
            case FakeTwilioFault.Unavailable:
                await WriteAsync(context, 503, "Service Unavailable");
                break;
            case FakeTwilioFault.WrongJson:
                await WriteAsync(context, 200, "<html><body>Created</body></html>");
                break;
            case FakeTwilioFault.Drip:
                context.Response.StatusCode = 201;
                context.Response.ContentLength = 2_000;
                await context.Response.WriteAsync("{\"sid\":");
                await context.Response.Body.FlushAsync();
                await server.HangAsync(context);
                break;
            case FakeTwilioFault.HangBefore or FakeTwilioFault.HangAfter:
                await server.HangAsync(context);
                break;
            default:
                context.Abort();
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }
}
