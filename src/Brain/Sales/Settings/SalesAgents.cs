namespace Gateway.Brain.Sales.Settings;

/// <summary>The sales team, by the names in rules and in the ledger.</summary>
public static class SalesAgents
{
    /// <summary>Says how near someone is to buying; unheard.</summary>
    public const string Classifier = "sales-classifier";

    /// <summary>Makes offers.</summary>
    public const string Seller = "sales-seller";

    /// <summary>Answers what is held against an offer.</summary>
    public const string Negotiator = "sales-negotiator";

    /// <summary>Says good-bye to who does not buy now, and asks whether it may write later.</summary>
    public const string Nurture = "sales-nurture";

    /// <summary>Looks at how it goes, and says who goes on; unheard.</summary>
    public const string Supervisor = "sales-supervisor";

    /// <summary>Records what came of it; unheard.</summary>
    public const string Crm = "sales-crm";

    /// <summary>Those whose words reach the contact.</summary>
    public static IReadOnlyList<string> Speakers { get; } = [Seller, Negotiator, Nurture];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Speakers, Classifier, Supervisor, Crm];
}
