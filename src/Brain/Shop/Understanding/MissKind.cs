namespace Gateway.Brain.Shop.Understanding;

/// <summary>What the shop's dialogue missed of what a contact said: the reasons that its ledger has.</summary>
public static class MissKind
{
    /// <summary>What was meant is unsure: it was asked back, or said that it is not known.</summary>
    public const string Unclear = "unclear";

    /// <summary>It was understood as a question, and neither the sheets nor the shop's own answers know.</summary>
    public const string NoAnswer = "noAnswer";

    /// <summary>It asks about a product something that its sheet does not say.</summary>
    public const string NotOnSheet = "notOnSheet";

    /// <summary>It names goods that the shop does not have.</summary>
    public const string NotSold = "notSold";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Unclear, NoAnswer, NotOnSheet, NotSold];
}
