using System.Text;
using Gateway.Sessions.Texts;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api;

/// <summary>
/// Refuses requests whose address carries what is no text, and bodies in an encoding that is none, before anything looks them up. Webhooks are read from their
/// bytes and are mended instead: a network does not bring a message twice.
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
        return HasKnownEncoding(context.Request)
            ? next(context)
            : TypedResults.Problem("charset: expected utf-8.", statusCode: StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
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

    // ASP.NET asks for the encoding by name and takes an unknown one for a fault of ours.
    private static bool HasKnownEncoding(HttpRequest request)
    {
        if (request.ContentType is not { } type || !MediaTypeHeaderValue.TryParse(type, out var media) || !media.Charset.HasValue)
            return true;
        try
        {
            Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(media.Charset).ToString());
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
