namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>What is asked for.</summary>
/// <param name="DryRun">True: it is only said what would be done and what it would cost. Default false.</param>
/// <param name="Number">
/// To activate: a number (E.164) that the account has already and that is to be taken; null: the one of the centre's
/// own channels, else one is bought.
/// </param>
/// <param name="Release">To deactivate: whether a number that was bought here is given back. Default false.</param>
public sealed record ProvisioningRequest(bool DryRun = false, string? Number = null, bool Release = false);
