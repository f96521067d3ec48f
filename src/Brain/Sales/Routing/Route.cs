namespace Gateway.Brain.Sales.Routing;

/// <summary>Who goes on, and why.</summary>
/// <param name="Agent">Who goes on; null when the turn is at its end.</param>
/// <param name="Reason">Why, for people who read the ledger.</param>
internal sealed record Route(string? Agent, string Reason);
