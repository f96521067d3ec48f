using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>What was let go.</summary>
/// <param name="HadOrder">Whether an order was in the making.</param>
/// <param name="Kept">Whether it was a change or a withdrawal of the order recorded last, which stays as it
/// was.</param>
internal sealed record CancelledOrder(bool HadOrder, bool Kept = false);

/// <summary>
/// Lets the order in the making go. Who the contact is stays known, so that they need not say it again.
/// </summary>
internal sealed class CancelOrderTool() : Tool<ShopTurn, NoArguments>(
    Name, "Lets the order, or the change, that is in the making go. Orders that were recorded are not touched.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "cancel_order";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        ShopTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var cancelled = new CancelledOrder(
            turn.Shop.Ordering, turn.Shop.Amends || turn.Proposal?.Tool == ConfirmWithdrawalTool.Name);
        turn.Withdraw();
        turn.Shop = turn.Shop.AtRest();
        return Task.FromResult<object>(cancelled);
    }
}
