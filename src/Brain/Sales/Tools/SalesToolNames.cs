namespace Gateway.Brain.Sales.Tools;

/// <summary>What the tools of the sales team are called.</summary>
internal static class SalesToolNames
{
    /// <summary>Computes an offer and reads it back.</summary>
    public const string MakeOffer = "make_offer";

    /// <summary>Finds what can be said to an objection.</summary>
    public const string Negotiate = "negotiate";

    /// <summary>Takes down that the offer that was read back is accepted.</summary>
    public const string AcceptOffer = "accept_offer";

    /// <summary>Asks for what the contract needs.</summary>
    public const string AskForContract = "ask_for_contract";

    /// <summary>Looks a question up.</summary>
    public const string LookUp = "look_up";

    /// <summary>Lists the plans.</summary>
    public const string ListPlans = "list_plans";

    /// <summary>Notes a demonstration, a trial, a quote or a call.</summary>
    public const string Arrange = "arrange";

    /// <summary>Notes whether and when they are written to again.</summary>
    public const string FollowUpLater = "follow_up_later";

    /// <summary>Hands over to a person.</summary>
    public const string Escalate = "escalate";
}
