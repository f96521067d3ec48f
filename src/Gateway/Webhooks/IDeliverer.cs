using System.Net;
using Gateway.Brain.Webhooks;

namespace Gateway.Webhooks;

/// <summary>One way to bring a message to its target.</summary>
internal interface IDeliverer
{
    /// <summary>How many messages of a target are under way at once; at least 1.</summary>
    int MostAtOnce { get; }

    /// <summary>Whether it brings messages to that target.</summary>
    bool Takes(string target);

    /// <summary>
    /// Brings it there once; it takes less than <see cref="WebhookDispatcher.Lease"/>, and may bring what it brought
    /// before. Never fails but by cancellation, or where the records are away.
    /// </summary>
    Task<DeliveryAnswer> SendAsync(WebhookDelivery message, CancellationToken cancellationToken);
}

/// <summary>What became of one attempt.</summary>
/// <param name="Status">HTTP status of the answer; null when there was none.</param>
/// <param name="Error">What went wrong, in a word without contents; null when nothing did, or the status says
/// it.</param>
internal sealed record DeliveryAnswer(int? Status, string? Error = null)
{
    /// <summary>How long the target wants to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the message arrived.</summary>
    public bool IsDelivered => Status is >= 200 and < 300 && Error is null;

    /// <summary>Whether its target will never take it.</summary>
    public bool IsRefused { get; init; } = Status == (int)HttpStatusCode.Gone;
}
