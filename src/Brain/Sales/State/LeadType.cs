namespace Gateway.Brain.Sales.State;

/// <summary>How near someone is to buying.</summary>
public enum LeadType
{
    /// <summary>Wants to buy soon and can.</summary>
    Hot,

    /// <summary>Is interested, and something is still open.</summary>
    Warm,

    /// <summary>Does not buy now.</summary>
    Cold,
}
