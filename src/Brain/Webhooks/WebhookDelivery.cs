using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Webhooks;

/// <summary>
/// A message to a workspace's own systems: written with what it tells of, sent afterwards until it arrives or is given
/// up.
/// </summary>
public sealed class WebhookDelivery
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>What its receiver knows it by, the same however often it is sent: <c>msg_…</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Which of the workspace's systems it goes to: a name of <see cref="IDeliveryTargets"/>.</summary>
    public required string Target { get; init; }

    /// <summary>One of <see cref="WebhookEvents"/>.</summary>
    public required string Type { get; init; }

    /// <summary>What is sent, byte for byte: a JSON object.</summary>
    public required string Body { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was sent since it was last wanted.</summary>
    public int Attempts { get; set; }

    /// <summary>
    /// When it is sent next, or, while it is being sent, when another node does so; null when it is delivered or given
    /// up.
    /// </summary>
    public DateTimeOffset? NextAt { get; set; }

    /// <summary>When it arrived; null while it has not.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>The HTTP status of the last answer; null while there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why there was no answer; null when there was one, or nothing was sent yet.</summary>
    public string? LastError { get; set; }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder) =>
        builder.ToTable("webhook_deliveries").HasIndex(delivery => delivery.MessageId).IsUnique();
}
