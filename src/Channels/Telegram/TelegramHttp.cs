using Microsoft.Extensions.Options;

namespace Gateway.Channels.Telegram;

/// <summary>
/// The connections to Telegram. The token is part of every address, so nothing here makes logs, headers or activities
/// of a request; redirects are not followed, and nothing is tried again.
/// </summary>
internal sealed class TelegramHttp : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    public TelegramHttp(IOptions<TelegramOptions> options)
    {
        Client = new HttpClient(new BelowPath(options.Value.ApiBase.AbsolutePath.TrimEnd('/'), new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ActivityHeadersPropagator = null,
        }))
        {
            // Each call brings its own end.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();

    /// <summary>
    /// The SDK takes scheme, host and port of an address alone; an API that stands below a path is found by this.
    /// </summary>
    private sealed class BelowPath(string path, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (path.Length > 0 && request.RequestUri is { } asked)
                request.RequestUri = new Uri(asked, path + asked.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
