using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Gateway.Channels;
using Gateway.Channels.Twilio;

namespace Gateway.Simulator.Stage;

/// <summary>
/// The way into the gateway for the simulated providers: the same webhooks that real ones call, signed as they sign.
/// Requests go to the gateway itself and nowhere else, whatever host an address names.
/// </summary>
internal sealed class GatewayDoor : IDisposable
{
    private const string TelegramSecret = "X-Telegram-Bot-Api-Secret-Token";

    private readonly Simulation _simulation;
    private readonly PublicAddress _address;
    private readonly HttpClient _http;

    public GatewayDoor(Simulation simulation, PublicAddress address)
    {
        (_simulation, _address) = (simulation, address);
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(3)
            })
        {
            // What Twilio gives a webhook in all.
            Timeout = TimeSpan.FromSeconds(15),
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    /// <summary>Where a provider would find a path of the gateway.</summary>
    public string AddressOf(string path) =>
        (_address.Configured ?? _simulation.OwnUrl).OriginalString.TrimEnd('/') + path;

    /// <summary>Sends a webhook as Twilio does.</summary>
    /// <param name="url">The address as it stands at Twilio; its path below our own address counts.</param>
    /// <param name="fields">The form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> PostTwilioAsync(
        string url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        if (!TryLeadHome(url, out var target))
            return false;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, target)
        { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add(TwilioVerifier.Header, TwilioVerifier.Sign(url, fields, _simulation.Twilio!.AuthToken));
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Asks as Twilio does what is to be done with a call.</summary>
    /// <param name="url">The address as it stands at Twilio.</param>
    /// <param name="fields">The form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The TwiML; null when there is none.</returns>
    public async Task<string?> AskTwilioAsync(
        string url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellationToken)
    {
        if (!TryLeadHome(url, out var target))
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        request.Headers.Add(TwilioVerifier.Header, TwilioVerifier.Sign(url, fields, _simulation.Twilio!.AuthToken));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellationToken) : null;
        }
        catch (Exception error)
            when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Opens a socket as Twilio does.</summary>
    /// <param name="url">The address in the TwiML, <c>ws</c> or <c>wss</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The open socket; null when it was not let in.</returns>
    public async Task<WebSocket?> ConnectTwilioAsync(string url, CancellationToken cancellationToken)
    {
        if (!TryLeadHome(url, out var target))
            return null;
        // Twilio knows no sockets but those of wss, and signs nothing else.
        var signed = url.StartsWith("ws:", StringComparison.OrdinalIgnoreCase) ? $"wss{url[2..]}" : url;
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(
            TwilioVerifier.Header, TwilioVerifier.Sign(signed, [], _simulation.Twilio!.AuthToken));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(new UriBuilder(target) { Scheme = "ws" }.Uri, _http, either.Token);
            return socket;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Sends an update as Telegram does.</summary>
    /// <param name="url">The address that was set for the bot.</param>
    /// <param name="secret">The secret that was set with it, or null.</param>
    /// <param name="update">The update.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was taken.</returns>
    public async Task<bool> PostTelegramAsync(
        string url, string? secret, JsonObject update, CancellationToken cancellationToken)
    {
        if (!TryLeadHome(url, out var target))
            return false;
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = JsonContent.Create(update) };
        if (secret is not null)
            request.Headers.Add(TelegramSecret, secret);
        return await SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<bool> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error)
            when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool TryLeadHome(string url, out Uri target)
    {
        target = _simulation.OwnUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var asked))
            return false;
        var start = _address.Configured?.AbsolutePath.TrimEnd('/') ?? "";
        var path = asked.PathAndQuery.StartsWith(start + "/", StringComparison.Ordinal)
            ? asked.PathAndQuery[start.Length..]
            : asked.PathAndQuery;

        // Put together as text: a path such as //elsewhere.example/ must not become a host.
        target = new Uri(_simulation.OwnUrl.GetLeftPart(UriPartial.Authority) + path);
        return true;
    }
}
