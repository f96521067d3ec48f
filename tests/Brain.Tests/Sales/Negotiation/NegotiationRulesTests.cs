using FsCheck;
using FsCheck.Fluent;
using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Tests.Sales.Negotiation;

public sealed class NegotiationRulesTests
{
    private static readonly SalesSettings Patient =
        DemoSales.Settings with { Limits = DemoSales.Settings.Limits with { MostNegotiations = 10 } };

    [Fact]
    public void A_price_is_answered_with_a_discount_against_a_longer_commitment()
    {
        var step = Step(DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Price);

        step.Strategy.ShouldBe(Strategy.ConditionalDiscount);
        step.Offer.ShouldNotBeNull().ShouldSatisfyAllConditions(
            offer => offer.CommitmentMonths.ShouldBe(12),
            offer => offer.Discount.ShouldBe(10),
            offer => offer.UnitPrice.Amount.ShouldBe(4.41m),
            offer => offer.Conditions.ShouldContain(OfferCondition.Commitment),
            offer => offer.Answers.ShouldBe(Strategy.ConditionalDiscount));
    }

    [Theory]
    [InlineData(15, 15)]
    [InlineData(20, 20)]
    [InlineData(60, 22.4)]
    public void A_discount_that_is_asked_for_is_given_as_far_as_it_may_be(int asked, double given)
    {
        var step = Step(
            DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Price,
            new ObjectionFacts { AskedDiscount = asked });

        step.Offer!.Discount.ShouldBe((decimal)given);
        step.Offer.UnitPrice.Amount.ShouldBeGreaterThanOrEqualTo(3.80m);
    }

    [Fact]
    public void Who_pays_each_month_is_offered_no_instalments()
    {
        var state = DemoSales.With(new OfferRequest("team", 20))
            .WithRound(ObjectionCategory.Price, Strategy.ConditionalDiscount);

        Step(state, ObjectionCategory.Price).Strategy.ShouldBe(Strategy.DownSell);
    }

    [Fact]
    public void A_limited_offer_stays_limited_when_something_else_changes()
    {
        var state = DemoSales.With(new OfferRequest("team", 20) { IsLimited = true });

        Step(state, ObjectionCategory.Timing).Offer!.ValidUntil.ShouldBe(DemoSales.Now.AddDays(7));
    }

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
            while (Next(state, one.category, new ObjectionFacts { AskedDiscount = one.wanted }, Patient).Step is { } step)
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

    [Fact]
    public void A_price_at_the_longest_commitment_is_answered_with_instalments()
    {
        var step = Step(DemoSales.With(new OfferRequest("team", 20, 24)), ObjectionCategory.Price);

        step.Strategy.ShouldBe(Strategy.Instalments);
        step.Offer!.Instalments.ShouldBe(4);
        step.Offer.UnitPrice.Amount.ShouldBe(4.17m);
    }

    [Fact]
    public void A_price_where_all_else_is_given_is_answered_with_a_smaller_plan()
    {
        var step = Step(
            DemoSales.With(new OfferRequest("team", 20, 24, Instalments: 4)), ObjectionCategory.Price);

        step.Strategy.ShouldBe(Strategy.DownSell);
        step.Offer!.Plan.ShouldBe("essential");
    }

    [Fact]
    public void No_smaller_plan_is_offered_that_lacks_what_was_asked_about()
    {
        var step = Step(
            DemoSales.With(
                new OfferRequest("team", 20, 24, Instalments: 4), new Lead { Interests = ["payroll-export"] }),
            ObjectionCategory.Price);

        step.Strategy.ShouldBe(Strategy.LimitedOffer);
        step.Offer.ShouldNotBeNull().ShouldSatisfyAllConditions(
            offer => offer.Plan.ShouldBe("team"),
            offer => offer.ExtraDiscount.ShouldBe(5),
            offer => offer.ValidUntil.ShouldBe(DemoSales.Now.AddDays(7)));
    }

    [Fact]
    public void What_is_missed_and_a_larger_plan_has_is_an_upsell()
    {
        var step = Step(
            DemoSales.With(new OfferRequest("essential", 20)), ObjectionCategory.Features,
            new ObjectionFacts { Feature = "payroll-export" });

        step.Strategy.ShouldBe(Strategy.Upsell);
        step.Offer!.Plan.ShouldBe("team");
        step.Feature.ShouldBe("payroll-export");
    }

    [Fact]
    public void What_is_missed_and_coming_is_on_the_roadmap()
    {
        var step = Step(
            DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Features,
            new ObjectionFacts { Feature = "forecast" });

        step.Strategy.ShouldBe(Strategy.Roadmap);
        step.Feature.ShouldBe("forecast");
        step.Offer.ShouldBeNull();
    }

    [Fact]
    public void What_is_missed_and_nobody_knows_is_answered_with_a_demonstration() =>
        Step(
            DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Features,
            new ObjectionFacts { Feature = "hologram" }).Strategy.ShouldBe(Strategy.Demo);

    [Fact]
    public void Bad_timing_is_answered_with_a_longer_trial()
    {
        var step = Step(DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Timing);

        step.Strategy.ShouldBe(Strategy.LongerTrial);
        step.Offer!.TrialDays.ShouldBe(30);
    }

    [Fact]
    public void Whoever_has_to_ask_someone_gets_something_to_show() =>
        Step(DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Authority)
            .Strategy.ShouldBe(Strategy.Material);

    [Theory]
    [InlineData("rotalis", "Rotalis")]
    [InlineData("Google Sheets", "Excel")]
    [InlineData("tableau  blanc", null)]
    [InlineData("Tableau Blanc", "Papier")]
    [InlineData("Something else", null)]
    public void A_competitor_is_known_by_its_names(string named, string? competitor)
    {
        var step = Step(
            DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Competition,
            new ObjectionFacts { Competitor = named });

        step.Strategy.ShouldBe(Strategy.Material);
        step.Competitor.ShouldBe(competitor);
    }

    [Fact]
    public void The_tool_in_use_is_the_competitor_where_none_is_named() =>
        Step(
            DemoSales.With(new OfferRequest("team", 20), new Lead { CurrentTool = "Excel" }),
            ObjectionCategory.Competition).Competitor.ShouldBe("Excel");

    [Fact]
    public void Doubts_are_answered_with_references() =>
        Step(DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Trust)
            .Strategy.ShouldBe(Strategy.Material);

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

    private static NegotiationStep Step(
        SalesState state, ObjectionCategory category, ObjectionFacts? facts = null) =>
        Next(state, category, facts).Step.ShouldNotBeNull();

    private static NegotiationOutcome Next(
        SalesState state, ObjectionCategory category, ObjectionFacts? facts = null, SalesSettings? settings = null) =>
        NegotiationRules.Next(
            state, category, facts ?? new ObjectionFacts(), settings ?? DemoSales.Settings, DemoSales.Currency,
            DemoSales.Now);
}
