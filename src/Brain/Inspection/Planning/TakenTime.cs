namespace Gateway.Brain.Inspection.Planning;

/// <summary>A time in which a bay is not free.</summary>
/// <param name="Bay">Id of the bay.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, after it begins.</param>
public sealed record TakenTime(string Bay, DateTimeOffset From, DateTimeOffset To);
