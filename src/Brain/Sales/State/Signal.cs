namespace Gateway.Brain.Sales.State;

/// <summary>
/// What someone has shown of their intention: first what speaks for it, then what speaks against it.
/// </summary>
internal enum Signal
{
    /// <summary>Asked what it costs.</summary>
    AskedPrice,

    /// <summary>Asked to see it.</summary>
    AskedDemo,

    /// <summary>Asked for an offer in writing.</summary>
    AskedQuote,

    /// <summary>Asked to try it.</summary>
    AskedTrial,

    /// <summary>Said that they want to buy or sign.</summary>
    WantsToBuy,

    /// <summary>Only looks around.</summary>
    JustLooking,

    /// <summary>Said that they do not want it.</summary>
    NotInterested,
}
