using Gateway.Brain.Settings;

namespace Gateway.Brain.Sales.Settings;

/// <summary>A product that contacts use or look at instead.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Aliases">What else it is called.</param>
/// <param name="Say">What is to be said of it.</param>
public sealed record Competitor(string Name, IReadOnlyList<string> Aliases, LocalText Say);

/// <summary>A customer that may be told of.</summary>
/// <param name="Name">The firm.</param>
/// <param name="Sector">What it does.</param>
/// <param name="People">How many work there, at least 1.</param>
/// <param name="Say">What the product brought it.</param>
public sealed record Reference(string Name, LocalText Sector, int People, LocalText Say);

/// <summary>A question that comes up, and its answer.</summary>
/// <param name="Question">As contacts may ask it.</param>
/// <param name="Reply">What is true.</param>
public sealed record KnownAnswer(LocalText Question, LocalText Reply);
