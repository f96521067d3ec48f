using System.Globalization;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Shop;

/// <summary>Whether it was asked if the order recorded last is to be taken back.</summary>
/// <param name="Asked">False where none was recorded in this conversation, the shop has it in hand, or another one is
/// being taken.</param>
internal sealed record AskedWithdrawal(bool Asked);

/// <summary>An order that is to be taken back.</summary>
/// <param name="Prospects">Ids of the prospects that hold its lines.</param>
internal sealed record ProposedWithdrawal(IReadOnlyList<long> Prospects);

/// <summary>What came of a confirmed withdrawal.</summary>
/// <param name="Withdrawn">False where the shop has taken the order in hand meanwhile.</param>
/// <param name="Orders">What was taken back, line for line; empty when nothing was.</param>
internal sealed record WithdrawnOrder(bool Withdrawn, IReadOnlyList<RecordedOrder> Orders);

/// <summary>Asks whether the order that was recorded last is to be taken back.</summary>
internal sealed class WithdrawOrderTool(ProspectRecorder prospects) : Tool<ShopTurn, NoArguments>(
    Name,
    "Asks the contact whether the order that was recorded last is to be taken back. "
    + "Once they said yes, call confirm_withdrawal.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "withdraw_order";

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, NoArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        if (!await PlacedOrder.IsOpenAsync(turn, prospects, cancellationToken))
            return new AskedWithdrawal(false);
        var placed = turn.Shop.Placed!;
        turn.ClearParts();
        turn.Shop = turn.Shop.AtRest();
        var lines = turn.Shop.Recorded.Where(line => placed.Prospects.Contains(line.Prospect)).Select(line =>
            (AgentText)string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} × {line.Title}"));
        var proposal = turn.Propose(
            ConfirmWithdrawalTool.Name, new ProposedWithdrawal(placed.Prospects),
            turn.Say("askWithdrawal", ("lines", ShopWording.List([.. lines], turn.Locale))));
        turn.Show(new QuickRepliesPart(
        [
            new QuickReply(turn.Label("withdrawAction"), ConfirmPayload.Of(proposal.Digest)),
            new QuickReply(turn.Label("keepAction"), ShopPayload.Keep),
        ]));
        return new AskedWithdrawal(true);
    }
}

/// <summary>Takes back the order recorded last, after the contact has said that it is to be.</summary>
internal sealed class ConfirmWithdrawalTool(ProspectRecorder prospects) : ConfirmedTool<ShopTurn, ProposedWithdrawal>(
    Name, "Takes back the order that was recorded last, after the contact has confirmed that.")
{
    /// <summary>The tool's name.</summary>
    public new const string Name = "confirm_withdrawal";

    /// <inheritdoc/>
    public override string? AgreedBy => Intents.Cancel;

    /// <inheritdoc/>
    protected override async Task<object> RunAsync(
        ShopTurn turn, ProposedWithdrawal proposed, ToolCall call, CancellationToken cancellationToken)
    {
        var withdrawn = await prospects.WithdrawAsync(
            turn.Workspace, turn.Context.Turn.Session.Id.Value, proposed.Prospects, cancellationToken);
        var lines = withdrawn
            ? turn.Shop.Recorded.Where(line => proposed.Prospects.Contains(line.Prospect)).ToList()
            : [];
        turn.Shop = turn.Shop with { Placed = null, Recorded = [.. turn.Shop.Recorded.Except(lines)] };
        return new WithdrawnOrder(withdrawn, lines);
    }
}
