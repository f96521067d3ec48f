using FsCheck;
using FsCheck.Fluent;
using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Tests.Sales.Negotiation;

public sealed class NegotiationLimitsTests
{
    private static readonly SalesSettings Patient =
        DemoSales.Settings with { Limits = DemoSales.Settings.Limits with { MostNegotiations = 10 } };

    [Fact]
    public void Whatever_stands_a_step_against_the_price_costs_less_or_is_spread_and_keeps_the_limits()
    {
        var asked =
            from plan in Gen.Elements("essential", "team", "business")
            from seats in Gen.Choose(1, 200)
            from months in Gen.Elements(1, 12, 24)
            from extra in Gen.Choose(0, 200)
            from wanted in Gen.Elements<decimal?>(null, 0, 5, 12.5m, 30, 99)
            from category in Gen.Elements(Enum.GetValues<ObjectionCategory>())
            select (Request: new OfferRequest(plan, seats, months, extra / 10m), wanted, category);

        Prop.ForAll(asked.ToArbitrary(), one =>
        {
            if (OfferRules.Make(one.Request, Patient, DemoSales.Currency, DemoSales.Now).Offer is not { } standing)
                return true;
            var state = new SalesState().WithOffer(standing);
            var facts = new ObjectionFacts { AskedDiscount = one.wanted };
            while (Next(state, one.category, facts, Patient).Step is { } step)
            {
                if (step.Offer is { } offer)
                {
                    var before = state.Standing!.YearlyValue.Amount;
                    var isCheaper = step.Strategy is Strategy.ConditionalDiscount or Strategy.DownSell
                        or Strategy.LimitedOffer;
                    if (isCheaper && offer.YearlyValue.Amount >= before || offer.Discount > 25
                        || offer.UnitPrice.Amount < Patient.Plan(offer.Plan)!.Floor)
                        return false;
                    state = state.WithOffer(offer);
                }

                state = state.WithRound(one.category, step.Strategy);
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(ObjectionCategory.Price)]
    [InlineData(ObjectionCategory.Features)]
    [InlineData(ObjectionCategory.Timing)]
    [InlineData(ObjectionCategory.Authority)]
    [InlineData(ObjectionCategory.Competition)]
    [InlineData(ObjectionCategory.Trust)]
    public void No_way_is_gone_twice_and_when_none_is_left_a_person_takes_over(ObjectionCategory category)
    {
        var state = DemoSales.With(new OfferRequest("team", 20));
        for (var round = 1; round <= NegotiationRules.For(category).Count + 1; round++)
        {
            var outcome = Next(state, category, new ObjectionFacts { Feature = "forecast" }, Patient);
            if (outcome.Step is not { } step)
            {
                outcome.Escalation.ShouldBe(EscalationReason.NothingLeft);
                state.Tried.Count.ShouldBeGreaterThanOrEqualTo(2);
                return;
            }

            state.Tried.ShouldNotContain(tried => tried.Strategy == step.Strategy);
            state = state.WithObjection(category, "no").WithRound(category, step.Strategy);
            state = step.Offer is { } offer ? state.WithOffer(offer) : state;
        }

        throw new InvalidOperationException("It never came to an end.");
    }

    [Fact]
    public void The_third_round_is_a_persons()
    {
        var state = DemoSales.With(new OfferRequest("team", 20))
            .WithObjection(ObjectionCategory.Price, "no").WithRound(ObjectionCategory.Price, Strategy.Demo);

        Next(state, ObjectionCategory.Price).Step.ShouldNotBeNull();
        Next(state.WithRound(ObjectionCategory.Price, Strategy.Material), ObjectionCategory.Price)
            .ShouldBe(new NegotiationOutcome(null, EscalationReason.ThreeNegotiations));
    }

    [Fact]
    public void An_objection_that_comes_again_after_it_was_dealt_with_is_a_persons()
    {
        var state = DemoSales.With(new OfferRequest("team", 20))
            .WithObjection(ObjectionCategory.Trust, "who are you")
            .WithRound(ObjectionCategory.Trust, Strategy.Material)
            .WithHandled(ObjectionCategory.Trust);

        Next(state, ObjectionCategory.Trust)
            .ShouldBe(new NegotiationOutcome(null, EscalationReason.SameObjectionAgain));
        Next(state, ObjectionCategory.Price).Step.ShouldNotBeNull();
    }

    [Fact]
    public void Who_was_made_no_offer_yet_can_still_be_answered()
    {
        Next(new SalesState(), ObjectionCategory.Trust).Step!.Strategy.ShouldBe(Strategy.Material);
        Next(new SalesState(), ObjectionCategory.Price).Escalation.ShouldBe(EscalationReason.NothingLeft);
    }

    private static NegotiationOutcome Next(
        SalesState state, ObjectionCategory category, ObjectionFacts? facts = null, SalesSettings? settings = null) =>
        NegotiationRules.Next(
            state, category, facts ?? new ObjectionFacts(), settings ?? DemoSales.Settings, DemoSales.Currency,
            DemoSales.Now);
}
