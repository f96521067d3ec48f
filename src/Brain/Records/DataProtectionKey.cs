namespace Gateway.Brain.Records;

/// <summary>One element of ASP.NET Core's data-protection key ring.</summary>
public sealed class DataProtectionKey
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>ASP.NET Core's name for it.</summary>
    public string? FriendlyName { get; init; }

    /// <summary>The element as XML text.</summary>
    public required string Xml { get; init; }
}
