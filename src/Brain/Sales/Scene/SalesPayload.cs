namespace Gateway.Brain.Sales.Scene;

/// <summary>
/// What the sales team's buttons send back. Anyone can send it: it says what is wanted, and is checked against the
/// state.
/// </summary>
internal static class SalesPayload
{
    /// <summary>Something holds them back from the offer.</summary>
    public const string Object = "sales:object";

    /// <summary>They would like to talk to a person.</summary>
    public const string Person = "sales:person";
}
