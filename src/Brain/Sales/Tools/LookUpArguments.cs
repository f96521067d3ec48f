using System.ComponentModel;
using Gateway.Brain.Sales.Answering;

namespace Gateway.Brain.Sales.Tools;

/// <summary>What is looked up.</summary>
internal sealed record LookUpArguments
{
    [Description("The contact's question, in their words and language.")]
    public required string Question { get; init; }
}

/// <summary>What was found, the best first; empty when nothing fits.</summary>
internal sealed record LookedUp(IReadOnlyList<KnownThing> Found);
