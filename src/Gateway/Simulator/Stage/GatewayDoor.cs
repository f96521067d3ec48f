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
