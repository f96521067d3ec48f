namespace Gateway.Brain.Sales.State;

/// <summary>How the contact feels about the conversation.</summary>
internal enum Sentiment
{
    /// <summary>Annoyed or put off.</summary>
    Negative,

    /// <summary>Neither.</summary>
    Neutral,

    /// <summary>Pleased or eager.</summary>
    Positive,
}
