using System.Net;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Asks a service nothing for as long as it wants to be left alone: <c>Retry-After</c> of RFC 9110, section 10.2.3,
/// with 429 or 503. What would have been asked meanwhile is refused here as the service refused before, so that the
/// next model is asked at once.
/// </summary>
internal sealed class RetryAfterHandler(TimeProvider time) : DelegatingHandler
{
    // A service that names hours may have more to give much sooner, and one request a minute tells.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private Refusal? _refusal;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _refusal) is { } refusal && refusal.Until > time.GetUtcNow())
            return new HttpResponseMessage(refusal.Status) { RequestMessage = request };
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            && WaitOf(response) is { } wait && wait > TimeSpan.Zero)
            Volatile.Write(
                ref _refusal,
                new Refusal(response.StatusCode, time.GetUtcNow() + (wait < Longest ? wait : Longest)));
        return response;
    }

    private TimeSpan? WaitOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;

    private sealed record Refusal(HttpStatusCode Status, DateTimeOffset Until);
}
