using System.ComponentModel;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Tools;

/// <summary>What the contact would like.</summary>
internal sealed record ArrangeArguments
{
    [Description("What they would like: demo, trial, quote (the offer in writing) or call.")]
    public required ArrangementKind Kind { get; init; }

    [Description("When it suits them, in their words; left out when they did not say.")]
    public string? When { get; init; }
}

/// <summary>It is noted; a person sees to it.</summary>
/// <param name="Kind">What is arranged.</param>
/// <param name="When">As they said it, or null.</param>
/// <param name="Assignee">Who sees to it.</param>
/// <param name="AskFor">What that person needs: <c>when</c>, <c>email</c>; or nothing.</param>
internal sealed record ArrangementNoted(
    ArrangementKind Kind, string? When, string Assignee, IReadOnlyList<string> AskFor);
