using System.Diagnostics.CodeAnalysis;

namespace Gateway.Brain.Webhooks;

/// <summary>Where a workspace wants to be told what happens to its prospects and tasks.</summary>
/// <param name="Url">Absolute: https, or http on this machine.</param>
/// <param name="Secret">What the messages are signed with, 24 to 64 bytes.</param>
[SuppressMessage("Performance", "CA1819", Justification = "A key is bytes, and nobody changes it.")]
public sealed record WebhookTarget(Uri Url, byte[] Secret);
