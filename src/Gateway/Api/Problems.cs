using System.Globalization;
using System.Text.Json;
using Gateway.Sessions;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Api;

/// <summary>What an exception means to the caller: a status, and words where the fault is the caller's own.</summary>
internal static class Problems
{
    /// <summary>Whether the request was at fault. That is no error of the gateway, and no line in its log.</summary>
    public static bool IsCallersFault(Exception exception) => exception is BadHttpRequestException;

    /// <summary>The status that an exception leaves with.</summary>
    public static int StatusCodeOf(Exception exception) => exception switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        SessionStoreUnavailableException or RedisException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        NpgsqlException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Tells a caller what was wrong with the request. Of faults that are ours it learns the trace id alone.</summary>
    public static void Explain(ProblemDetailsContext context)
    {
        if (context.Exception is BadHttpRequestException refused)
            context.ProblemDetails.Detail ??= Words(refused);
    }

    private static string Words(BadHttpRequestException refused) => refused.InnerException is JsonException json
        ? string.Create(CultureInfo.InvariantCulture,
            $"The body is not the JSON expected{Place(json)}.")
        : refused.Message;

    private static string Place(JsonException json) => json switch
    {
        { Path: { Length: > 1 } path } => $" at {path}",
        { LineNumber: { } line, BytePositionInLine: { } column } => string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {column + 1}"),
        _ => "",
    };
}
