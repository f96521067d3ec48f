namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>
/// One step of a plan. Doing it twice is doing it once: it looks at what is there before it changes anything, and what
/// it has changed it writes into the run's record before it returns.
/// </summary>
internal interface IProvisioningStep
{
    /// <summary>What it is called in records and reports, such as <c>buy-number</c>.</summary>
    string Name { get; }

    /// <summary>Whether it belongs to this run.</summary>
    bool Applies(ProvisioningRun run) => true;

    /// <summary>What it would do, in words. Looks and asks, changes nothing.</summary>
    /// <exception cref="ProvisioningFault">It could not be done.</exception>
    Task<string> ForeseeAsync(ProvisioningRun run, CancellationToken cancellationToken);

    /// <summary>Does it.</summary>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="ProvisioningFault">It could not be done; the next run begins with it.</exception>
    Task<string> DoAsync(ProvisioningRun run, CancellationToken cancellationToken);
}
