namespace Gateway.Channels.Telegram;

/// <summary>
/// The connections to Telegram. The token is part of every address, so nothing here makes logs, headers or activities of a request; redirects are not
/// followed, and nothing is tried again.
/// </summary>
internal sealed class TelegramHttp : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ActivityHeadersPropagator = null,
    })
    {
        // Each call brings its own end.
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    public void Dispose() => Client.Dispose();
}
