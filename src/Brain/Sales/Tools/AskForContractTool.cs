using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Sales.Tools;

/// <summary>
/// Asks who seems to take the offer for the name and address of the contract, in words that code chooses: that who
/// gives them takes it is said there.
/// </summary>
internal sealed class AskForContractTool() : Tool<SalesTurn, NoArguments>(
    SalesToolNames.AskForContract,
    "When the offer that was read back seems to suit them: asks below your answer for what the contract needs.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (turn.Proposal is not { Tool: SalesToolNames.AcceptOffer, IsInBackground: false })
            return Task.FromResult<object>(ToolErrors.Of("not asked: read the offer back first, by make_offer"));
        if (turn.Sales.Contract == ContractAsk.Asking)
            return Task.FromResult<object>(new ContractAsked(turn.Sales.Asked));
        turn.AskForContract();
        return Task.FromResult<object>(new ContractAsked(turn.Sales.Asked));
    }
}

/// <summary>It was asked below the answer.</summary>
/// <param name="Asked">What was asked for.</param>
internal sealed record ContractAsked(IReadOnlyList<string> Asked);
