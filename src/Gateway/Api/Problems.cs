using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Sessions;
using StackExchange.Redis;

namespace Gateway.Api;

/// <summary>What an exception means to the caller: a status, and words where the fault is the caller's own.</summary>
internal static class Problems
{
    private const string RetrySeconds = "5";

    /// <summary>
    /// Whether it needs no line in the log: the request was at fault, or PostgreSQL is away, which its watch has logged
    /// and counts.
    /// </summary>
    public static bool IsKnown(Exception exception) =>
        exception is BadHttpRequestException or RecordsUnavailableException;

    /// <summary>The status that an exception leaves with.</summary>
    public static int StatusCodeOf(Exception exception) => exception switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        _ when IsStoreAway(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Whether it means no more than that Redis or PostgreSQL does not answer at present.</summary>
    public static bool IsStoreAway(Exception exception) =>
        exception is SessionStoreUnavailableException or RedisException or TimeoutException
        || RecordsUnavailableException.IsCause(exception);

    /// <summary>
    /// Tells a caller what was wrong with the request, or when to ask again. Of other faults that are ours it learns
    /// the trace id alone.
    /// </summary>
    public static void Explain(ProblemDetailsContext context)
    {
        if (context.Exception is BadHttpRequestException refused)
        {
            context.ProblemDetails.Detail ??= Words(refused);
        }
        else if (context.Exception is { } fault && IsStoreAway(fault))
        {
            context.HttpContext.Response.Headers.RetryAfter = RetrySeconds;
            context.ProblemDetails.Detail
                ??= "A store that this needs does not answer at present. Nothing was changed for certain; ask again.";
        }
    }

    // The framework's own words are for who writes the endpoint, not for who calls it.
    private static string Words(BadHttpRequestException refused) => refused switch
    {
        { InnerException: JsonException json } =>
            string.Create(CultureInfo.InvariantCulture, $"The body is not the JSON expected{Place(json)}."),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The body is larger than is read here.",
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            "The body must be JSON, with Content-Type: application/json.",
        { StatusCode: StatusCodes.Status408RequestTimeout } => "The body came too slowly.",
        _ => "The request could not be read: a body, header or parameter is missing or not what is expected.",
    };

    private static string Place(JsonException json) => json switch
    {
        { Path: { Length: > 1 } path } => $" at {path}",
        { LineNumber: { } line, BytePositionInLine: { } column } =>
            string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {column + 1}"),
        _ => "",
    };
}
