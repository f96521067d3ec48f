using System.ComponentModel;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Why a person is to take over.</summary>
internal sealed record EscalateArguments
{
    [Description("person: the contact asks for one; custom: what they need is in no plan.")]
    public required EscalationWish Reason { get; init; }

    [Description("What they said, in their words.")]
    public string? Words { get; init; }
}

/// <summary>What an agent may hand over for; all else is decided by rules.</summary>
internal enum EscalationWish
{
    /// <summary>The contact asks for a person.</summary>
    Person,

    /// <summary>What they need is in no plan.</summary>
    Custom,
}

/// <summary>A person takes over; that is said below the answer.</summary>
/// <param name="Escalated">Why; the first reason stays.</param>
/// <param name="Senior">Who.</param>
internal sealed record HandedOver(EscalationReason Escalated, string Senior);
