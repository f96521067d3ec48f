namespace Gateway.Brain.Contacts;

/// <summary>
/// A person a workspace talks with, over all channels. Rows are never deleted when contacts become one: the others
/// point on to the one that stays.
/// </summary>
public sealed class Contact
{
    /// <summary>As text it is the contact's id everywhere else.</summary>
    public Guid Id { get; init; }

    /// <summary>Id of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>What a channel says they call themselves, or null. Anyone can call themselves anything.</summary>
    public string? ProfileName { get; set; }

    /// <summary>The given name they told the business, or null.</summary>
    public string? GivenName { get; set; }

    /// <summary>IANA time zone, or null: then their telephone number tells, else the workspace's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The contact this one has become, or null. Never points to one that has become another itself.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>When they first came.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }
}
