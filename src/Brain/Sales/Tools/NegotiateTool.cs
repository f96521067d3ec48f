using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tools;

namespace Gateway.Brain.Sales.Tools;

/// <summary>
/// Finds what can be said to an objection, by rules: another offer within the limits, a date, a text, a person.
/// </summary>
internal sealed class NegotiateTool() : Tool<SalesTurn, NegotiateArguments>(
    SalesToolNames.Negotiate,
    "Finds what may be said to an objection: another offer (read back below), a date, a text or a person.")
{
    private const int MostPercent = 100;

    /// <inheritdoc/>
    public override ToolPolicy Policy => ToolPolicy.ChangesSession;

    /// <inheritdoc/>
    protected override Task<object> RunAsync(
        SalesTurn turn, NegotiateArguments arguments, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(Negotiate(turn, arguments, call.At));

    private static Negotiated Negotiate(SalesTurn turn, NegotiateArguments arguments, DateTimeOffset now)
    {
        var (category, settings) = (arguments.Category, turn.Settings);
        if (Ground(turn, category, now) is not { } ground)
        {
            turn.PutBehind();
            turn.Sales = turn.Sales with { Asked = [Ask.Seats] };
            return new Negotiated { AskFor = [Ask.Seats] };
        }

        var outcome = NegotiationRules.Next(ground, category, FactsOf(arguments, turn), settings, turn.Currency, now);
        turn.Sales = turn.Sales.WithObjection(category, arguments.Words) with { Read = null, Asked = [] };
        if (outcome.Step is not { } step)
            return HandOver(turn, outcome.Escalation!.Value);
        turn.Sales = turn.Sales.WithRound(category, step.Strategy);
        OfferShown? shown = null;
        if (step.Offer is { } offer)
        {
            turn.Sales = turn.Sales.WithOffer(offer);
            if (EscalationRules.Find(turn.Sales, wantsPerson: false, settings) is { } reason)
            {
                turn.Sales = turn.Sales.WithoutStandingOffer();
                return HandOver(turn, reason);
            }

            shown = OfferReadBack.Propose(turn);
        }

        // What is said now may be answered with a yes that is none to the offer of before.
        if (shown is null)
            turn.PutBehind();
        return Said(turn, step) with { Offer = shown };
    }

    // Who objects before an offer was made objects to the one that would be made them.
    private static SalesState? Ground(SalesTurn turn, ObjectionCategory category, DateTimeOffset now)
    {
        if (turn.Sales.Standing is not null)
            return turn.Sales;
        if (LeadFacts.SeatsOf(turn.Sales.Lead) is not { } seats)
            return category == ObjectionCategory.Price ? null : turn.Sales;
        var plan = PlanChoice.For(turn.Sales.Lead with { Seats = seats }, turn.Settings).Plan;
        var offer = plan is null
            ? null
            : OfferRules.Make(new OfferRequest(plan.Id, seats), turn.Settings, turn.Currency, now).Offer;
        return offer is null ? turn.Sales : turn.Sales.WithOffer(offer);
    }

    private static ObjectionFacts FactsOf(NegotiateArguments arguments, SalesTurn turn) => new()
    {
        AskedDiscount = arguments.AskedDiscount is > 0 and <= MostPercent ? arguments.AskedDiscount : null,
        Feature = arguments.Feature is { } words ? LeadFacts.FeatureNamed(words, turn.Settings)?.Id : null,
        Competitor = arguments.Competitor,
    };

    private static Negotiated Said(SalesTurn turn, NegotiationStep step)
    {
        var (settings, locale) = (turn.Settings, turn.Locale);
        var feature = step.Feature is { } id ? settings.Feature(id) : null;
        var wantsProof = step is { Strategy: Strategy.Material, Competitor: null, Feature: null };
        return new Negotiated
        {
            Strategy = step.Strategy,
            Feature = feature is null ? null : $"{feature.Name.In(locale)}: {feature.Text.In(locale)}",
            Comes = feature?.Comes,
            Competitor = settings.Competitors.FirstOrDefault(one => one.Name == step.Competitor)?.Say.In(locale),
            Reference = wantsProof ? ReferenceFor(turn.Sales.Lead, settings)?.Say.In(locale) : null,
        };
    }

    // Of the same trade if there is one, else of about the same size.
    private static Reference? ReferenceFor(Lead lead, SalesSettings settings) =>
        settings.References.FirstOrDefault(one => lead.Sector is { } sector && IsOf(one, sector))
        ?? settings.References.MinBy(one => Math.Abs(one.People - (LeadFacts.SeatsOf(lead) ?? one.People)));

    private static bool IsOf(Reference reference, string sector) =>
        Word.Fold(sector) is var folded
        && (folded == Word.Fold(reference.Sector.French) || folded == Word.Fold(reference.Sector.English));

    private static Negotiated HandOver(SalesTurn turn, EscalationReason reason)
    {
        turn.Escalate(reason);
        return new Negotiated { Escalated = turn.Sales.Escalation };
    }
}
