using System.Net;

namespace Gateway.Channels.Twilio;

/// <summary>
/// The connections to Twilio: redirects are not followed, since credentials must not be; nothing is tried again, since
/// a hidden retry is a hidden double.
/// </summary>
public sealed class TwilioHttp : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>The connections to Twilio.</summary>
    public TwilioHttp()
    {
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            AutomaticDecompression = DecompressionMethods.GZip,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    internal HttpClient Client { get; }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
