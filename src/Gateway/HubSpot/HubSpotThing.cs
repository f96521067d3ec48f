using Gateway.Brain.Crm;

namespace Gateway.HubSpot;

/// <summary>Something that is brought to HubSpot.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Kind">One of <see cref="CrmKind"/>.</param>
/// <param name="OwnId">What we call it among its kind.</param>
/// <param name="ProspectId">Whom it is about; null for nobody who was recorded.</param>
/// <param name="Properties">What is to be set.</param>
internal sealed record HubSpotThing(
    string Workspace, string Kind, string OwnId, long? ProspectId, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>What HubSpot calls its type.</summary>
    public string Type => $"{Kind}s";

    /// <summary>What we call it there, where other workspaces may be as well.</summary>
    public string RemoteOwnId => $"{Workspace}:{OwnId}";

    /// <summary>What is to be set, and what we call it.</summary>
    public IReadOnlyDictionary<string, string> WithOwnId() =>
        new Dictionary<string, string>(Properties, StringComparer.Ordinal) { [HubSpotObjects.OwnId] = RemoteOwnId };
}
