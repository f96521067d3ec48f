using System.Net.Http.Json;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;

namespace Gateway.Channels.Voice.Webhooks;

/// <summary>
/// Asks ElevenLabs to answer a call that came to us (<c>POST /v1/convai/twilio/register-call</c>,
/// elevenlabs/elevenlabs-js
/// <c>src/api/resources/conversationalAi/resources/twilio</c>): it says in TwiML how Twilio reaches its agent.
/// </summary>
internal sealed class AgentRegistrar(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    private const string DefaultApi = "https://api.elevenlabs.io";
    private const int MaxAnswerBytes = 32 * 1024;

    // Twilio waits fifteen seconds in all, and a caller hears it ring meanwhile.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    /// <summary>Asks once.</summary>
    /// <param name="agent">The agent's id.</param>
    /// <param name="from">Who calls, as Twilio says.</param>
    /// <param name="to">Our number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The TwiML; or a word for why there is none.</returns>
    public async Task<(string? Twiml, string? Problem)> RegisterAsync(
        string? agent, string from, string to, CancellationToken cancellationToken)
    {
        if (configuration["ElevenLabs:ApiKey"] is not { Length: > 0 } key)
            return (null, "elevenlabs-key");
        if (agent is null
            || !Uri.TryCreate(configuration["ElevenLabs:ApiBaseUrl"] is { Length: > 0 } set ? set : DefaultApi,
                UriKind.Absolute, out var api))
            return (null, "elevenlabs-settings");
        using var limit = new CancellationTokenSource(Limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(api, "/v1/convai/twilio/register-call"));
        request.Headers.Add("xi-api-key", key.Trim());
        request.Content = JsonContent.Create(new Dictionary<string, string>
        {
            ["agent_id"] = agent,
            ["from_number"] = from,
            ["to_number"] = to,
            ["direction"] = "inbound",
        });
        try
        {
            using var answer = await _http.SendAsync(request, both.Token);
            if (!answer.IsSuccessStatusCode)
                return (null, $"elevenlabs-{(int)answer.StatusCode}");
            var body = await answer.Content.ReadAsStringAsync(both.Token);
            return Read(body) is { } twiml ? (twiml, null) : (null, "elevenlabs-answer");
        }
        catch (HttpRequestException)
        {
            return (null, "elevenlabs-connection");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "elevenlabs-time");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>
    /// The TwiML of an answer, which is the XML itself or a JSON text of it; null when it is neither.
    /// </summary>
    private static string? Read(string body)
    {
        try
        {
            var text = body.AsSpan().TrimStart().StartsWith("\"", StringComparison.Ordinal)
                ? JsonSerializer.Deserialize<string>(body)!
                : body;
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root?.Name.LocalName == "Response" ? text : null;
        }
        catch (Exception error) when (error is XmlException or JsonException)
        {
            return null;
        }
    }
}
