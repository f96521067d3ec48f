namespace Gateway.Brain.Sales.Tools;

/// <summary>The offer is taken.</summary>
internal sealed record Accepted
{
    /// <summary>The offer that they took.</summary>
    public required OfferShown Offer { get; init; }

    /// <summary>What the contract still needs: <c>name</c>, <c>email</c>; or nothing.</summary>
    public required IReadOnlyList<string> AskFor { get; init; }

    /// <summary>Who sends the contract.</summary>
    public required string Assignee { get; init; }
}
