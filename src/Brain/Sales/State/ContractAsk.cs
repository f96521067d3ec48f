namespace Gateway.Brain.Sales.State;

/// <summary>How far it is with asking who seems to take an offer in whose name the contract is to be.</summary>
internal enum ContractAsk
{
    /// <summary>They are asked in this turn.</summary>
    Asking,

    /// <summary>They were asked in the turn before: who answers with a name and an address takes the offer.</summary>
    Answered,
}
