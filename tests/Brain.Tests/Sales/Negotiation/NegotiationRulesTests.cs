using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Tests.Sales.Negotiation;

public sealed class NegotiationRulesTests
{
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
    public void What_should_have_come_is_not_promised_again() =>
        NegotiationRules.Next(
            DemoSales.With(new OfferRequest("team", 20)), ObjectionCategory.Features,
            new ObjectionFacts { Feature = "forecast" }, DemoSales.Settings, DemoSales.Currency,
            new DateTimeOffset(2027, 3, 31, 9, 0, 0, TimeSpan.Zero)).Step!.Strategy.ShouldBe(Strategy.Demo);

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

    private static NegotiationStep Step(
        SalesState state, ObjectionCategory category, ObjectionFacts? facts = null) =>
        NegotiationRules.Next(
            state, category, facts ?? new ObjectionFacts(), DemoSales.Settings, DemoSales.Currency, DemoSales.Now)
            .Step.ShouldNotBeNull();
}
