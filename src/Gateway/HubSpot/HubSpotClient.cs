using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Gateway.Webhooks;

namespace Gateway.HubSpot;

/// <summary>
/// Asks HubSpot's API. A private app's token goes along as bearer
/// (https://developers.hubspot.com/docs/guides/apps/private-apps/overview); who asks too often is answered 429
/// (https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines).
/// </summary>
internal sealed class HubSpotClient(Egress egress, TimeProvider time, TimeSpan? patience = null) : IDisposable
{
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(egress.Open())
    {
        Timeout = patience ?? Patience,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Asks once. Never fails but by cancellation.</summary>
    /// <param name="crm">Whose, and where.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query, from <c>/</c> on.</param>
    /// <param name="body">What is sent as JSON; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HubSpotAnswer> SendAsync(
        CrmSettings crm, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(crm.Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", crm.Token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType()))
            {
                Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) },
            };
        }

        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken);
            return await ReadAsync(answer, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            return Failed(fault.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("TimedOut");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HubSpotAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var retryAfter = RetryAfter.Of(answer, time.GetUtcNow());
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0)
            return new HubSpotAnswer(answer.StatusCode, default, Error: null) { RetryAfter = retryAfter };
        try
        {
            return new HubSpotAnswer(answer.StatusCode, JsonElement.Parse(bytes), Error: null)
            {
                RetryAfter = retryAfter,
            };
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer. Whether it was done nobody knows: it is asked again.
            return new HubSpotAnswer(answer.StatusCode, default, "BrokenJson") { RetryAfter = retryAfter };
        }
    }

    private static HubSpotAnswer Failed(string error) => new(Status: null, default, error);
}
