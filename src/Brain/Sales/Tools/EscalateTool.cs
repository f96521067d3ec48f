using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Sales.Tools;

/// <summary>Hands over to a person: who asks for one gets one.</summary>
internal sealed class EscalateTool() : Tool<SalesTurn, EscalateArguments>(
    SalesToolNames.Escalate,
    "Hands over to a person, when the contact asks for one or needs what no plan has; that is said below your answer.")
{
    private const int LongestNeed = 200;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, EscalateArguments arguments, ToolCall call, CancellationToken cancellationToken)
    {
        var isCustom = arguments.Reason == EscalationWish.Custom;
        if (isCustom && WellFormed.Line(arguments.Words, LongestNeed) is { } need)
            turn.Sales = turn.Sales.WithLead(new Lead { CustomNeeds = [need] });
        turn.Escalate(isCustom ? EscalationReason.CustomNeeds : EscalationReason.PersonWanted);
        return Task.FromResult<object>(
            new HandedOver(turn.Sales.Escalation!.Value, turn.Settings.People.Senior));
    }
}
