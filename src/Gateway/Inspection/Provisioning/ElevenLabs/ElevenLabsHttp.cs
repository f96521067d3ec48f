using System.Net;

namespace Gateway.Inspection.Provisioning.ElevenLabs;

/// <summary>
/// The connections to ElevenLabs: redirects are not followed, since the key must not be; nothing is tried again, since
/// a hidden retry is a hidden double.
/// </summary>
internal sealed class ElevenLabsHttp : IDisposable
{
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    /// <summary>The client on them.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
