using System.Net;

namespace Gateway.Channels.Speech.Http;

/// <summary>
/// The connections to services that speak and listen: redirects are not followed, since the key must not be; nothing is
/// tried again, since the next service is nearer.
/// </summary>
internal sealed class SpeechHttp(TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks, and waits until the answer begins.</summary>
    /// <param name="backEnd">Who is asked, for errors.</param>
    /// <param name="request">What.</param>
    /// <param name="within">How long the answer may take to begin, and each piece of it to come.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    /// <exception cref="SpeechException">It cannot be reached, refuses, or takes too long.</exception>
    public async Task<SpeechAnswer> AskAsync(
        string backEnd, HttpRequestMessage request, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            if (response.IsSuccessStatusCode)
            {
                return new SpeechAnswer(
                    backEnd, response, await response.Content.ReadAsStreamAsync(end.Token), within, time);
            }

            var status = response.StatusCode;
            response.Dispose();
            throw new SpeechException(backEnd, CodeOf(status), new HttpRequestException(null, null, status));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException(backEnd, "timeout", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new SpeechException(backEnd, IsUnreached(exception) ? "connection" : "broken", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool IsUnreached(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static string CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.PaymentRequired => "limit",
        HttpStatusCode.RequestTimeout => "timeout",
        < HttpStatusCode.InternalServerError => "refused",
        _ => "broken",
    };
}
