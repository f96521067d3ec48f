namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>Where the centres' own accounts stand in the configuration.</summary>
internal sealed class CentreAccountsSource : IConfigurationSource
{
    /// <summary>What stands there.</summary>
    public CentreAccountsProvider Provider { get; } = new();

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => Provider;
}
