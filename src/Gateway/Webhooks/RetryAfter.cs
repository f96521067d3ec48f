using System.Net;

namespace Gateway.Webhooks;

/// <summary>How long who answers wants to be left alone (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    // Who is asked too often and does not say when to come again.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <summary>What an answer says; null unless it is 429 or 503.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">When it came.</param>
    public static TimeSpan? Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            return null;
        var said = answer.Headers.RetryAfter switch
        {
            { Delta: { } pause } => pause,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return said ?? (answer.StatusCode == HttpStatusCode.TooManyRequests ? Usual : null);
    }
}
