using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Text;
using Gateway.Brain.Webhooks;
using Gateway.Sessions.Network;

namespace Gateway.Webhooks;

/// <summary>
/// Brings signed messages to where they go. Redirects are not followed: what was signed for one address is not for
/// another. What a workspace names lies in the public internet, or in a network that the configuration allows; what the
/// configuration itself names may lie on this machine.
/// </summary>
internal sealed class WebhookSender : IDeliverer, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly IPNetwork[] Here =
        [new(IPAddress.Parse("127.0.0.0"), 8), new(IPAddress.IPv6Loopback, 128)];

    private readonly DeliveryTargets _targets;
    private readonly TimeProvider _time;
    private readonly HttpClient _out;
    private readonly HttpClient _here;

    public WebhookSender(DeliveryTargets targets, Egress egress, TimeProvider time)
    {
        (_targets, _time) = (targets, time);
        _out = new HttpClient(egress.Open()) { Timeout = Patience };
        _here = new HttpClient(egress.Open(Here)) { Timeout = Patience };
    }

    /// <inheritdoc/>
    public int MostAtOnce => 4;

    /// <inheritdoc/>
    public bool Takes(string target) => DeliveryTargets.IsWebhook(target);

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> SendAsync(WebhookDelivery message, CancellationToken cancellationToken)
    {
        if (_targets.Find(message.Workspace, message.Target) is not { } target)
            return new DeliveryAnswer(Status: null, "NoTarget");
        using var request = Sign(target, message);
        var client = message.Target == WebhookTargets.Name && target.Url.IsLoopback ? _here : _out;
        try
        {
            // What its receiver answers besides the status is not read.
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new DeliveryAnswer((int)answer.StatusCode)
            {
                RetryAfter = RetryAfter.Of(answer, _time.GetUtcNow()),
            };
        }
        catch (HttpRequestException fault)
        {
            return new DeliveryAnswer(Status: null, fault.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAnswer(Status: null, "TimedOut");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _out.Dispose();
        _here.Dispose();
    }

    private HttpRequestMessage Sign(WebhookTarget target, WebhookDelivery message)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new StringContent(message.Body, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        request.Headers.Add("webhook-id", message.MessageId);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(
            "webhook-signature", WebhookSignature.Sign(target.Secret, message.MessageId, now, message.Body));
        return request;
    }
}
