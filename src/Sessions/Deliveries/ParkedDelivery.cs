namespace Gateway.Sessions.Deliveries;

/// <summary>A delivery that was given up. It can be sent again.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Workspace">Id of its workspace.</param>
/// <param name="Channel">One of <see cref="ChannelKind"/>.</param>
/// <param name="At">When it was given up, by Redis's clock.</param>
/// <param name="Code">The provider's code, or ours.</param>
/// <param name="Words">What the code means.</param>
public sealed record ParkedDelivery(
    DeliveryId Id, string Workspace, string Channel, DateTimeOffset At, string Code, string Words);
