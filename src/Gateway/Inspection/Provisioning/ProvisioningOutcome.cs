namespace Gateway.Inspection.Provisioning;

/// <summary>What a run came to.</summary>
internal abstract record ProvisioningOutcome
{
    private ProvisioningOutcome()
    {
    }

    /// <summary>It ran, to the end or to a step that could not be done.</summary>
    public sealed record Ran(ProvisioningReport Report) : ProvisioningOutcome;

    /// <summary>There is no such centre, or it is not being served.</summary>
    public sealed record NoCentre : ProvisioningOutcome;

    /// <summary>Another run has the centre, or may still be under way.</summary>
    public sealed record Busy : ProvisioningOutcome;
}
