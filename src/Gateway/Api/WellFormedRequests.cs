using Gateway.Sessions.Texts;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api;

/// <summary>
/// Refuses requests whose address carries what is no text, and bodies in an encoding that is none, before anything
/// looks them up. Webhooks are read from their bytes and are mended instead: a network does not bring a message twice.
/// </summary>
internal static class WellFormedRequests
{
    private const string Webhooks = "/webhooks";

    /// <summary>Goes before everything that reads an address.</summary>
    public static void UseWellFormedRequests(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(Webhooks, StringComparison.OrdinalIgnoreCase))
            return next(context);
        if (FlawOf(context.Request) is { } flaw)
            return TypedResults.Problem(flaw, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
        if (context.Request.HasJsonContentType()
            && MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.Charset.HasValue)
        {
            // JSON is UTF-8 (RFC 8259, 8.1). ASP.NET takes an encoding that it does not know, and quotes around the one
            // that it does, for a fault of ours.
            if (!HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                return TypedResults.Problem(
                    "charset: expected utf-8.", statusCode: StatusCodes.Status415UnsupportedMediaType)
                    .ExecuteAsync(context);
            context.Request.ContentType = type.MediaType.ToString();
        }

        return next(context);
    });

    private static string? FlawOf(HttpRequest request)
    {
        if (request.Path.Value is { } path && !WellFormed.Is(path))
            return "The address has characters that are no text.";
        // Most requests have no query, and reading it is what finds them.
        if (!request.QueryString.HasValue)
            return null;
        foreach (var (name, values) in request.Query)
        {
            if (!WellFormed.Is(name))
                return "The query has a name that is no text.";
            if (values.Any(value => value is not null && !WellFormed.Is(value)))
                return $"{WellFormed.Cut(name, 100)}: expected a text without control characters.";
        }

        return null;
    }
}
