using System.ClientModel;
using System.Net;
using Anthropic.Exceptions;

namespace Gateway.Brain.ChatModels;

/// <summary>Which failures of a model say that its service is down.</summary>
internal static class ModelFailures
{
    /// <summary>
    /// Whether a service that failed so is likely to fail the next contact too: no connection, no answer in time, 408,
    /// 5xx, a stream that breaks or ends in an error. A refusal (401, 429, any other 4xx) is an answer, and the next
    /// may be another; so is what was given up by who asked.
    /// </summary>
    public static bool IsDown(Exception? exception) => exception switch
    {
        null => false,
        ClientResultException { Status: var status } => IsDown(status),
        AnthropicApiException { StatusCode: var status } => IsDown((int)status),
        HttpRequestException { StatusCode: { } status } => IsDown((int)status),
        TimeoutException or HttpRequestException or IOException or AnthropicException => true,
        AggregateException several => several.InnerExceptions.Any(IsDown),
        _ => false,
    };

    // 0: there was no answer.
    private static bool IsDown(int status) =>
        status is 0 or (int)HttpStatusCode.RequestTimeout or >= (int)HttpStatusCode.InternalServerError;
}
