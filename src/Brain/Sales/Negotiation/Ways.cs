using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Sales.Negotiation;

/// <summary>
/// Goes the ways to answer one objection: each gives a step with its figures, or null where it is not open. A step that
/// changes the offer always makes one that stands within the workspace's limits.
/// </summary>
internal sealed record Ways(
    SalesState State, ObjectionCategory Category, ObjectionFacts Facts, SalesSettings Settings, string Currency,
    DateTimeOffset Now)
{
    // What is taken off for who signs within days and has not said how much it should be, in percent.
    private const decimal UsualLimitedDiscount = 5;

    /// <summary>One of them.</summary>
    public NegotiationStep? Go(Strategy strategy) => strategy switch
    {
        Strategy.ConditionalDiscount => CommitLonger(),
        Strategy.Instalments => PayInMore(),
        Strategy.Upsell => TakeLarger(),
        Strategy.DownSell => TakeSmaller(),
        Strategy.Roadmap => WaitForIt(),
        Strategy.LimitedOffer => DecideSoon(),
        Strategy.LongerTrial => TryLonger(),
        Strategy.Material => Read(),
        Strategy.Demo => new NegotiationStep(Category, strategy, Offer: null) { Feature = Facts.Feature },
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "no such way"),
    };

    private Plan? StandingPlan => State.Standing is { } offer ? Settings.Plan(offer.Plan) : null;

    // The nearest longer commitment that costs less, and what was asked for besides, as far as it may be given.
    private NegotiationStep? CommitLonger()
    {
        if (State.Standing is not { } offer
            || Settings.Terms.Commitments.FirstOrDefault(one =>
                one.Months > offer.CommitmentMonths && one.Discount > offer.CommitmentDiscount) is not { } longer)
            return null;
        return CheaperThan(offer, Make(Strategy.ConditionalDiscount, OfferRequest.Of(offer) with
        {
            CommitmentMonths = longer.Months,
            ExtraDiscount = Math.Max((Facts.AskedDiscount ?? 0) - longer.Discount, offer.ExtraDiscount),
        }));
    }

    private NegotiationStep? PayInMore() =>
        State.Standing is { } offer && CommitmentOf(offer) is { } commitment
        && offer.Instalments < OfferRules.MostInstalments(commitment, Settings.Terms)
            ? Make(Strategy.Instalments, OfferRequest.Of(offer) with { Instalments = Settings.Terms.MostInstalments })
            : null;

    private NegotiationStep? TakeLarger() =>
        State.Standing is { } offer && StandingPlan is { } plan && Facts.Feature is { } feature && !plan.Has(feature)
        && PlanChoice.Above(plan, offer.Seats, feature, Settings) is { } larger
        && Make(Strategy.Upsell, OfferRequest.Of(offer) with { Plan = larger.Id }) is { } step
            ? step with { Feature = feature }
            : null;

    private NegotiationStep? TakeSmaller() =>
        State.Standing is { } offer && StandingPlan is { } plan
        && PlanChoice.Below(plan, offer.Seats, State.Lead.Interests, Settings) is { } smaller
            ? CheaperThan(offer, Make(Strategy.DownSell, OfferRequest.Of(offer) with { Plan = smaller.Id }))
            : null;

    // A day that has passed is no promise.
    private NegotiationStep? WaitForIt() =>
        Facts.Feature is { } feature && Settings.Feature(feature)?.Comes > DateOnly.FromDateTime(Now.UtcDateTime)
            ? new NegotiationStep(Category, Strategy.Roadmap, Offer: null) { Feature = feature }
            : null;

    private NegotiationStep? DecideSoon()
    {
        if (State.Standing is not { } offer || CommitmentOf(offer) is not { } commitment)
            return null;
        var wanted = Facts.AskedDiscount is { } asked
            ? asked - commitment.Discount
            : offer.ExtraDiscount + UsualLimitedDiscount;
        return CheaperThan(offer, Make(
            Strategy.LimitedOffer, OfferRequest.Of(offer) with { ExtraDiscount = wanted, IsLimited = true }));
    }

    private NegotiationStep? TryLonger() =>
        State.Standing is { } offer && offer.TrialDays < Settings.Terms.MostTrialDays
            ? Make(Strategy.LongerTrial, OfferRequest.Of(offer) with { TrialDays = Settings.Terms.MostTrialDays })
            : null;

    private NegotiationStep Read() => new(Category, Strategy.Material, Offer: null)
    {
        Feature = Facts.Feature,
        Competitor = CompetitorNamed(Facts.Competitor ?? State.Lead.CurrentTool),
    };

    private string? CompetitorNamed(string? words) => words is null
        ? null
        : Settings.Competitors.FirstOrDefault(one =>
            one.Aliases.Prepend(one.Name).Any(name => Word.Fold(name) == Word.Fold(words)))?.Name;

    private Commitment? CommitmentOf(Offer offer) =>
        OfferRules.CommitmentOf(OfferRequest.Of(offer), Settings.Terms);

    // The discount is given as far as it may be.
    private NegotiationStep? Make(Strategy strategy, OfferRequest request)
    {
        if (Settings.Plan(request.Plan) is not { } plan
            || OfferRules.CommitmentOf(request, Settings.Terms) is not { } commitment)
            return null;
        var given = Math.Clamp(
            request.ExtraDiscount, 0, OfferRules.MostExtraDiscount(plan, commitment, Settings));
        var result = OfferRules.Make(
            request with { ExtraDiscount = given, Answers = strategy }, Settings, Currency, Now);
        return result.Offer is { } offer ? new NegotiationStep(Category, strategy, offer) : null;
    }

    // A discount that is cut to what may be given, or another plan's floor, may leave nothing to win.
    private static NegotiationStep? CheaperThan(Offer standing, NegotiationStep? step) =>
        step?.Offer?.YearlyValue.Amount < standing.YearlyValue.Amount ? step : null;
}
