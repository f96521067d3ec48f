using Gateway.Brain.Tools;

namespace Gateway.Brain.Shop;

/// <summary>Whether the order recorded last is being changed now.</summary>
/// <param name="Reopened">False where none was recorded in this conversation, the shop has it in hand, or another one
/// is being taken.</param>
internal sealed record ReopenedOrder(bool Reopened);

/// <summary>
/// Takes the order that was recorded last up again. What is changed in it is recorded only after it was read back and
/// confirmed; until then it stands as it was.
/// </summary>
internal sealed class ReopenOrderTool(ProspectRecorder prospects) : Tool<ShopTurn, NoArguments>(
    Name,
    "Takes the order that was recorded last up again, so that update_order changes it. "
    + "Nothing is changed before it was read back and confirmed.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "reopen_order";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (!await PlacedOrder.IsOpenAsync(turn, prospects, cancellationToken))
            return new ReopenedOrder(false);
        turn.Withdraw();
        turn.Shop = turn.Shop.Reopened();
        return new ReopenedOrder(true);
    }
}
