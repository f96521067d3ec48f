using Gateway.Brain.Sales.Answering;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Looks a question up in what the workspace's settings say.</summary>
internal sealed class LookUpTool() : Tool<SalesTurn, LookUpArguments>(
    SalesToolNames.LookUp,
    "Looks a question up: answers, features with the plans that have them, plans, customers, competitors.")
{
    private const int Most = 4;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, LookUpArguments arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(new LookedUp(
            SalesKnowledge.Of(turn.Settings, turn.Currency, turn.Locale).Find(arguments.Question, Most)));
}
