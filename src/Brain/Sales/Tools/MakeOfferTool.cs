using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Sales.Tools;

/// <summary>
/// Computes an offer and reads it back: what a model asks for is checked against the workspace's limits, and no price
/// but the computed one is said.
/// </summary>
internal sealed class MakeOfferTool() : Tool<SalesTurn, MakeOfferArguments>(
    SalesToolNames.MakeOffer,
    "Computes an offer and reads it back below your answer, or tells what is missing or why it cannot be made.")
{
    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, MakeOfferArguments arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(Make(turn, arguments, call.At));

    private static OfferMade Make(SalesTurn turn, MakeOfferArguments arguments, DateTimeOffset now)
    {
        turn.Withdraw();
        if (arguments.Seats is >= 1 and <= LeadFacts.MostPeople)
            turn.Sales = turn.Sales.WithLead(new Lead { Seats = arguments.Seats });
        if (EscalationRules.Find(turn.Sales, wantsPerson: false, turn.Settings) is { } before)
            return HandOver(turn, before);
        if (LeadFacts.SeatsOf(turn.Sales.Lead) is not { } seats)
        {
            turn.Sales = turn.Sales with { Asked = [Ask.Seats] };
            return new OfferMade { AskFor = [Ask.Seats] };
        }

        // Nothing else was asked for: what stands is read back once more, as it stands.
        if (arguments == new MakeOfferArguments() && turn.Sales.Standing is { } standing && standing.Seats == seats
            && standing.IsValidAt(now))
            return new OfferMade { Offer = OfferReadBack.Propose(turn) };
        if (Ungranted(turn, arguments) is { } refused)
            return refused;
        var result = OfferRules.Make(Request(turn, arguments, seats), turn.Settings, turn.Currency, now);
        if (result.Offer is not { } offer)
            return new OfferMade { Refusal = result.Refusal, Allowed = result.Allowed };
        turn.Sales = turn.Sales.WithOffer(offer);
        if (EscalationRules.Find(turn.Sales, wantsPerson: false, turn.Settings) is not { } reason)
            return new OfferMade { Offer = OfferReadBack.Propose(turn) };
        turn.Sales = turn.Sales.WithoutStandingOffer();
        return HandOver(turn, reason);
    }

    // What lies within the limits is given for something: who has held nothing against an offer gets what all get.
    private static OfferMade? Ungranted(SalesTurn turn, MakeOfferArguments arguments)
    {
        if (turn.Sales.NegotiationCount > 0 || turn.Sales.Objections.Count > 0)
            return null;
        if (arguments.ExtraDiscount > 0)
            return new OfferMade { Refusal = OfferRefusal.NotNegotiated, Allowed = 0 };
        return arguments.TrialDays > turn.Settings.Terms.TrialDays
            ? new OfferMade { Refusal = OfferRefusal.NotNegotiated, Allowed = turn.Settings.Terms.TrialDays }
            : null;
    }

    private static OfferRequest Request(SalesTurn turn, MakeOfferArguments arguments, int seats)
    {
        var lead = turn.Sales.Lead with { Seats = seats };
        var plan = arguments.Plan is { } named
            ? LeadFacts.PlanNamed(named, turn.Settings)?.Id
            : PlanChoice.For(lead, turn.Settings).Plan?.Id;
        return new OfferRequest(
            plan ?? "", seats, arguments.CommitmentMonths, arguments.ExtraDiscount, arguments.TrialDays,
            arguments.Instalments);
    }

    private static OfferMade HandOver(SalesTurn turn, EscalationReason reason)
    {
        turn.Escalate(reason);
        return new OfferMade { Escalated = turn.Sales.Escalation };
    }
}
