using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using Gateway.Brain.Webhooks;

namespace Gateway.Webhooks;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">HTTP status of the answer; null when there was none.</param>
/// <param name="Error">Why there was none; null when there was one.</param>
internal sealed record WebhookAnswer(int? Status, string? Error)
{
    /// <summary>Whether the message arrived.</summary>
    public bool IsDelivered => Status is >= 200 and < 300;

    /// <summary>Whether its receiver wants no more of it.</summary>
    public bool IsRefused => Status == (int)HttpStatusCode.Gone;
}

/// <summary>
/// Sends a message once. Redirects are not followed: what was signed for one address is not for another.
/// </summary>
internal sealed class WebhookSender(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
    })
    {
        Timeout = Patience,
    };

    /// <summary>Sends it, signed for now.</summary>
    public async Task<WebhookAnswer> SendAsync(
        WebhookTarget target, WebhookDelivery message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new StringContent(message.Body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        request.Headers.Add("webhook-id", message.MessageId);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            "webhook-signature", WebhookSignature.Sign(target.Secret, message.MessageId, now, message.Body));
        try
        {
            // What its receiver answers besides the status is not read.
            using var answer = await _client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new WebhookAnswer((int)answer.StatusCode, Error: null);
        }
        catch (HttpRequestException fault)
        {
            return new WebhookAnswer(Status: null, fault.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(Status: null, "TimedOut");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
