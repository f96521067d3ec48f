namespace Gateway.Brain.Sales.State;

/// <summary>What an objection is about.</summary>
public enum ObjectionCategory
{
    /// <summary>It costs too much, or there is no budget.</summary>
    Price,

    /// <summary>Something that is needed is missing.</summary>
    Features,

    /// <summary>Not now.</summary>
    Timing,

    /// <summary>Someone else decides.</summary>
    Authority,

    /// <summary>Another product is used or looked at.</summary>
    Competition,

    /// <summary>Doubts in the firm, its product or what becomes of the data.</summary>
    Trust,
}
