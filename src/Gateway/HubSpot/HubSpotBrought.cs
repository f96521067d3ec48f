namespace Gateway.HubSpot;

/// <summary>Where something of ours is in HubSpot.</summary>
/// <param name="Id">What it is called there.</param>
/// <param name="Differs">What we know and have not set, as something else stands there, by property; empty for
/// nothing.</param>
internal sealed record HubSpotBrought(string Id, IReadOnlyDictionary<string, string> Differs)
{
    /// <summary>Where all that we know of it stands there.</summary>
    public HubSpotBrought(string id)
        : this(id, new Dictionary<string, string>())
    {
    }
}
