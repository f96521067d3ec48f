namespace Gateway.Tests.HubSpot;

/// <summary>How the next call goes wrong.</summary>
internal enum Mishap
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Too many of them: 429, come again in 30 seconds.</summary>
    TooMany,

    /// <summary>500, and nothing was done.</summary>
    Breaks,

    /// <summary>It is done, and then 500 is answered.</summary>
    DoesAndBreaks,

    /// <summary>It is done, and the answer is cut off.</summary>
    DoesAndMumbles,

    /// <summary>It is done, and the answer never comes.</summary>
    DoesAndHangs,
}
