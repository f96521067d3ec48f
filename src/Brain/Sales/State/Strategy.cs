namespace Gateway.Brain.Sales.State;

/// <summary>A way to answer an objection.</summary>
internal enum Strategy
{
    /// <summary>A lower price against a longer commitment.</summary>
    ConditionalDiscount,

    /// <summary>The same price in more payments.</summary>
    Instalments,

    /// <summary>A larger plan, which has what is missed.</summary>
    Upsell,

    /// <summary>A smaller plan, which costs less.</summary>
    DownSell,

    /// <summary>When what is missed comes.</summary>
    Roadmap,

    /// <summary>A lower price for who signs within days.</summary>
    LimitedOffer,

    /// <summary>More days to try it.</summary>
    LongerTrial,

    /// <summary>Something to read: references, a comparison, a summary for who decides.</summary>
    Material,

    /// <summary>A demonstration.</summary>
    Demo,
}
