namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>What stands there.</summary>
internal sealed class CentreAccountsProvider : ConfigurationProvider
{
    /// <summary>Takes other settings; who follows the configuration hears of it where they differ.</summary>
    public void Take(Dictionary<string, string?> settings)
    {
        if (Data.Count == settings.Count
            && settings.All(one => Data.TryGetValue(one.Key, out var known) && known == one.Value))
            return;
        Data = settings;
        OnReload();
    }
}
