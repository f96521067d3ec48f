namespace Gateway.Brain.Prospects;

/// <summary>How a prospect came to us, where nothing more exact (a campaign, a list) has a name.</summary>
public static class ProspectSource
{
    /// <summary>They wrote first.</summary>
    public const string Inbound = "inbound";

    /// <summary>We wrote first.</summary>
    public const string Outbound = "outbound";
}
