namespace Gateway.Brain.Crm;

/// <summary>What a property was set to.</summary>
/// <param name="Value">As the system writes it.</param>
/// <param name="At">When, in milliseconds since 1970-01-01 UTC.</param>
public sealed record CrmValue(string Value, long At);
