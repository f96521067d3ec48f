using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Gateway.Sessions.Network;
using Microsoft.Extensions.Options;

namespace Gateway.Channels.Media;

/// <summary>How a download ended.</summary>
internal enum EgressResult
{
    /// <summary>All of it is there.</summary>
    Done,

    /// <summary>
    /// It leads where we do not go: another host than the provider's, a private address, another scheme or port, too
    /// many redirects.
    /// </summary>
    Forbidden,

    /// <summary>It is larger than we take.</summary>
    TooLarge,

    /// <summary>The provider says that it is not there (404 or 410).</summary>
    Gone,

    /// <summary>Not now: no answer in time, a broken connection, or any other refusal.</summary>
    Unavailable,
}

/// <summary>
/// The one way out for files of others. It begins at the provider's configured address and nowhere else, follows at
/// most three redirects by hand, and away from the provider reaches only public addresses, by https, without the
/// provider's credentials. A name is resolved once, and the address that was checked is the one that is dialled.
/// </summary>
internal sealed class Egress : IDisposable
{
    private const int MostRedirects = 3;
    private const int MostAddressesTried = 4;

    private readonly IDialer _dialer;
    private readonly MediaOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _home;
    private readonly HttpClient _away;

    public Egress(IDialer dialer, IOptions<MediaOptions> options, TimeProvider clock)
        : this(dialer, options, clock, new SslClientAuthenticationOptions())
    {
    }

    /// <summary>With another idea of which certificates are good.</summary>
    internal Egress(
        IDialer dialer, IOptions<MediaOptions> options, TimeProvider clock, SslClientAuthenticationOptions tls)
    {
        (_dialer, _options, _clock) = (dialer, options.Value, clock);
        // Two pools: a connection that was made because it was the operator's own address must never serve a redirect.
        _home = Client(tls, isHome: true);
        _away = Client(tls, isHome: false);
    }

    /// <summary>Downloads a file.</summary>
    /// <param name="request">Where from.</param>
    /// <param name="to">Where to; what was written is of use only after <see cref="EgressResult.Done"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException"><paramref name="to"/> cannot be written.</exception>
    public Task<EgressResult> DownloadAsync(EgressRequest request, Stream to, CancellationToken cancellationToken) =>
        RunAsync(
            HttpMethod.Get, request, (response, cancellation) => CopyAsync(response, to, cancellation),
            cancellationToken);

    /// <summary>
    /// Asks the provider to delete a file; <see cref="EgressResult.Gone"/> says that it was not there any more.
    /// </summary>
    public Task<EgressResult> DeleteAsync(EgressRequest request, CancellationToken cancellationToken) =>
        RunAsync(HttpMethod.Delete, request, (_, _) => Task.FromResult(EgressResult.Done), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _home.Dispose();
        _away.Dispose();
    }

    private async Task<EgressResult> RunAsync(
        HttpMethod method, EgressRequest request, Func<HttpResponseMessage, CancellationToken, Task<EgressResult>> read,
        CancellationToken cancellationToken)
    {
        if (!IsSameOrigin(request.Address, request.ApiBase))
            return EgressResult.Forbidden;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await FollowAsync(method, request, read, either.Token);
        }
        catch (HttpRequestException error) when (error.InnerException is NotPublicException)
        {
            return EgressResult.Forbidden;
        }
        catch (HttpRequestException)
        {
            return EgressResult.Unavailable;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return EgressResult.Unavailable;
        }
    }

    private async Task<EgressResult> FollowAsync(
        HttpMethod method, EgressRequest request, Func<HttpResponseMessage, CancellationToken, Task<EgressResult>> read,
        CancellationToken cancellationToken)
    {
        var (address, isHome) = (request.Address, true);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            // Who has left home comes back as a stranger: a redirect back must not fetch the credentials again.
            isHome = isHome && IsSameOrigin(address, request.ApiBase);
            if (!isHome && (method != HttpMethod.Get || !MayVisit(address)))
                return EgressResult.Forbidden;

            using var message = new HttpRequestMessage(method, address);
            message.Headers.UserAgent.ParseAdd("Gateway");
            message.Headers.Authorization = isHome ? request.Authorization : null;
            using var response = await (isHome ? _home : _away)
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            switch (response.StatusCode)
            {
                case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or
                    HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                    when response.Headers.Location is { } location:
                    if (!Uri.TryCreate(address, location, out var next))
                        return EgressResult.Forbidden;
                    address = next;
                    break;
                case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    return EgressResult.Gone;
                case HttpStatusCode.OK or HttpStatusCode.NoContent:
                    return await read(response, cancellationToken);
                default:
                    return EgressResult.Unavailable;
            }
        }

        return EgressResult.Forbidden;
    }

    private async Task<EgressResult> CopyAsync(
        HttpResponseMessage response, Stream to, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > _options.MaxBytes)
            return EgressResult.TooLarge;
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var total = 0L;
            while (true)
            {
                int read;
                try
                {
                    read = await from.ReadAsync(buffer, cancellationToken);
                }
                catch (IOException)
                {
                    // Broken off, unlike what writing may throw.
                    return EgressResult.Unavailable;
                }

                if (read == 0)
                    return EgressResult.Done;
                total += read;
                if (total > _options.MaxBytes)
                    return EgressResult.TooLarge;
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool MayVisit(Uri address) =>
        address.IsDefaultPort && address.UserInfo.Length == 0 &&
        address.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 &&
        (address.Scheme == Uri.UriSchemeHttps || (_options.AllowHttp && address.Scheme == Uri.UriSchemeHttp));

    private static bool IsSameOrigin(Uri address, Uri home) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0 &&
        address.Scheme == home.Scheme && address.IdnHost == home.IdnHost && address.Port == home.Port;

    private HttpClient Client(SslClientAuthenticationOptions tls, bool isHome) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would resolve the name once more, by itself.
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        MaxConnectionsPerServer = 16,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        // Without a propagator neither activities nor headers are made of a request: its address may hold a token.
        ActivityHeadersPropagator = null,
        SslOptions = tls,
        ConnectCallback = async (context, cancellationToken) =>
            await DialAsync(context.DnsEndPoint, isHome, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async Task<Stream> DialAsync(DnsEndPoint host, bool isHome, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await _dialer.ResolveAsync(host.Host, cancellationToken);
        var allowed = addresses.Where(address => isHome || PublicInternet.Contains(address))
            .Take(MostAddressesTried)
            .ToList();
        if (allowed.Count == 0 && addresses.Length > 0)
            throw new NotPublicException();
        for (var tried = 0; tried < allowed.Count; tried++)
        {
            try
            {
                return await _dialer.ConnectAsync(new IPEndPoint(allowed[tried], host.Port), cancellationToken);
            }
            catch (SocketException) when (tried + 1 < allowed.Count)
            {
                // The next address may answer.
            }
        }

        throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>A host has no public address.</summary>
    private sealed class NotPublicException() : IOException("The address is not public.");
}
