namespace Gateway.Brain.Sales.State;

/// <summary>Why a person takes a conversation up.</summary>
internal enum EscalationReason
{
    /// <summary>The contact asks for a person.</summary>
    PersonWanted,

    /// <summary>What they need is in no plan: more seats, a development or a contract of their own.</summary>
    CustomNeeds,

    /// <summary>The offer's yearly value is over the workspace's limit.</summary>
    ValueOverLimit,

    /// <summary>The same objection came again after it was dealt with.</summary>
    SameObjectionAgain,

    /// <summary>There were as many rounds of negotiation as the workspace allows.</summary>
    ThreeNegotiations,

    /// <summary>Nothing is left that could be offered against the objection.</summary>
    NothingLeft,
}
