namespace Gateway.Brain.Crm;

/// <summary>A property that was set in a workspace's customer relations system.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Kind">Of what: <see cref="CrmKind.Contact"/> or <see cref="CrmKind.Deal"/>.</param>
/// <param name="RemoteId">What it is called there.</param>
/// <param name="Property">What was set.</param>
/// <param name="Value">To what; "" where it was emptied.</param>
/// <param name="At">When.</param>
/// <param name="Key">The same however often we are told, and of nothing else.</param>
public sealed record CrmUpdate(
    string Workspace, string Kind, string RemoteId, string Property, string Value, DateTimeOffset At, string Key)
{
    /// <summary>Which system says so, as <see cref="Webhooks.IDeliveryTargets"/> calls it: it is not told its own
    /// news.</summary>
    public required string System { get; init; }

    /// <summary>Whether it is known to be our own doing.</summary>
    public bool IsOurs { get; init; }
}
