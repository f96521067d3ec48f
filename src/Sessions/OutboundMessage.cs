namespace Gateway.Sessions;

/// <summary>A message that the outbox holds for a provider.</summary>
/// <param name="Text">The words.</param>
public sealed record OutboundMessage(string Text)
{
    /// <summary>What is more than words.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Files to send along.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}
