namespace Gateway.Brain.Webhooks;

/// <summary>What has become of a message, by the words of the API.</summary>
public static class WebhookState
{
    /// <summary>It is to be sent, or sent again.</summary>
    public const string Pending = "pending";

    /// <summary>It arrived.</summary>
    public const string Delivered = "delivered";

    /// <summary>It was given up.</summary>
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Delivered, Failed];

    /// <summary>That of a message.</summary>
    public static string Of(WebhookDelivery message) =>
        message.NextAt is not null ? Pending : message.DeliveredAt is not null ? Delivered : Failed;
}
