namespace Gateway.Brain.Sales.State;

/// <summary>How likely someone buys, and why.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Type">What that makes of them; null while too little is known to say.</param>
/// <param name="Reasoning">What it is made of, for people who read the ledger.</param>
internal sealed record LeadScore(int Score, LeadType? Type, string Reasoning);
