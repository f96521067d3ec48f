namespace Gateway.HubSpot;

/// <summary>HubSpot did not do what it was asked to; the message is tried again or parked with that.</summary>
internal sealed class HubSpotFault(HubSpotAnswer answer) : Exception
{
    /// <summary>What it answered.</summary>
    public HubSpotAnswer Answer { get; } = answer;
}
