using FsCheck;
using FsCheck.Fluent;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.State;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Sales.Offers;

public sealed class OfferRulesTests
{
    [Theory]
    [InlineData("team", 20, null, 0, 4.90, 1176.00)]
    [InlineData("team", 20, 12, 0, 4.41, 1058.40)]
    [InlineData("team", 20, 24, 0, 4.17, 1000.80)]
    [InlineData("team", 20, 24, 5, 3.92, 940.80)]
    [InlineData("essential", 8, 12, 0, 2.61, 250.56)]
    [InlineData("business", 100, 12, 10, 6.00, 7200.00)]
    public void A_price_is_the_list_price_less_both_discounts(
        string plan, int seats, int? months, int extra, double unit, double yearly)
    {
        var offer = DemoSales.Offer(new OfferRequest(plan, seats, months, extra));

        offer.UnitPrice.ShouldBe(new Money((decimal)unit, "EUR"));
        offer.YearlyValue.ShouldBe(new Money((decimal)yearly, "EUR"));
    }

    [Fact]
    public void An_offer_says_all_that_it_stands_on()
    {
        var offer = DemoSales.Offer(new OfferRequest("team", 20, 12, ExtraDiscount: 5, Instalments: 4));

        offer.ListPrice.Amount.ShouldBe(4.90m);
        offer.CommitmentDiscount.ShouldBe(10);
        offer.ExtraDiscount.ShouldBe(5);
        offer.Discount.ShouldBe(15);
        offer.TrialDays.ShouldBe(14);
        offer.MadeAt.ShouldBe(DemoSales.Now);
        offer.ValidUntil.ShouldBe(DemoSales.Now.AddDays(30));
        offer.Conditions.ShouldBe(
            [OfferCondition.Commitment, OfferCondition.SignedInTime, OfferCondition.Instalments]);
        offer.IsValidAt(DemoSales.Now.AddDays(30)).ShouldBeTrue();
        offer.IsValidAt(DemoSales.Now.AddDays(30).AddSeconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_price_without_discount_depends_on_nothing() =>
        DemoSales.Offer(new OfferRequest("team", 20)).Conditions.ShouldBeEmpty();

    [Fact]
    public void An_offer_for_quick_deciders_is_valid_for_days()
    {
        var offer = DemoSales.Offer(new OfferRequest("team", 20) { IsLimited = true });

        offer.ValidUntil.ShouldBe(DemoSales.Now.AddDays(7));
        offer.Conditions.ShouldBe([OfferCondition.SignedInTime]);
    }

    [Theory]
    [InlineData("gold", 20, null, 0.0, null, 1, "UnknownPlan", null)]
    [InlineData("team", 4, null, 0.0, null, 1, "TooFewSeats", 5.0)]
    [InlineData("team", -3, null, 0.0, null, 1, "TooFewSeats", 5.0)]
    [InlineData("team", 151, null, 0.0, null, 1, "TooManySeats", 150.0)]
    [InlineData("team", 20, 36, 0.0, null, 1, "UnknownCommitment", 24.0)]
    [InlineData("team", 20, -2147483648, 0.0, null, 1, "UnknownCommitment", 1.0)]
    [InlineData("team", 20, 12, -0.1, null, 1, "NegativeDiscount", 0.0)]
    [InlineData("team", 20, 12, 15.1, null, 1, "DiscountOverLimit", 12.4)]
    [InlineData("business", 20, 12, 15.1, null, 1, "DiscountOverLimit", 13.3)]
    [InlineData("business", 20, 12, 14.0, null, 1, "BelowFloor", 13.3)]
    [InlineData("essential", 20, 24, 6.0, null, 1, "BelowFloor", 5.6)]
    [InlineData("team", 20, null, 0.0, -1, 1, "NegativeTrial", 0.0)]
    [InlineData("team", 20, null, 0.0, 31, 1, "TrialOverLimit", 30.0)]
    [InlineData("team", 20, null, 0.0, null, 0, "TooFewInstalments", 1.0)]
    [InlineData("team", 20, 12, 0.0, null, 5, "TooManyInstalments", 4.0)]
    [InlineData("team", 20, 1, 0.0, null, 2, "TooManyInstalments", 1.0)]
    public void What_goes_too_far_is_refused_by_name_with_what_would_be_taken(
        string plan, int seats, int? months, double extra, int? trial, int instalments, string refusal,
        double? allowed)
    {
        var result = Make(new OfferRequest(plan, seats, months, (decimal)extra, trial, instalments));

        result.Offer.ShouldBeNull();
        result.Refusal.ToString().ShouldBe(refusal);
        result.Allowed.ShouldBe((decimal?)allowed);
    }

    [Fact]
    public void A_figure_that_is_no_discount_at_all_is_refused() =>
        Make(new OfferRequest("team", 20, 24, decimal.MaxValue)).Refusal.ShouldBe(OfferRefusal.DiscountOverLimit);

    [Fact]
    public void Discounts_are_given_in_tenths_of_a_percent() =>
        DemoSales.Offer(new OfferRequest("team", 20, ExtraDiscount: 3.3333m)).ExtraDiscount.ShouldBe(3.3m);

    [Fact]
    public void The_figure_that_would_be_taken_is_taken()
    {
        foreach (var plan in DemoSales.Settings.Plans)
        {
            foreach (var commitment in DemoSales.Settings.Terms.Commitments)
            {
                var most = OfferRules.MostExtraDiscount(plan, commitment, DemoSales.Settings);
                Make(new OfferRequest(plan.Id, plan.LeastSeats, commitment.Months, most)).Offer.ShouldNotBeNull();
                Make(new OfferRequest(plan.Id, plan.LeastSeats, commitment.Months, most + 0.3m)).Offer.ShouldBeNull();
            }
        }
    }

    [Fact]
    public void No_offer_is_below_the_floor_or_over_a_limit_whatever_is_asked()
    {
        var requests =
            from plan in Gen.Elements("essential", "team", "business")
            from seats in Gen.Choose(-5, 1100)
            from months in Gen.Elements<int?>(null, 1, 12, 24, 36)
            from extra in Gen.Choose(-50, 400)
            from trial in Gen.Choose(-5, 60)
            from instalments in Gen.Choose(-1, 8)
            select new OfferRequest(plan, seats, months, extra / 10m, trial, instalments);

        Prop.ForAll(requests.ToArbitrary(), request =>
        {
            var result = Make(request);
            if (result.Offer is not { } offer)
                return result.Refusal is not null;
            var plan = DemoSales.Settings.Plan(offer.Plan)!;
            return result.Refusal is null
                && offer.UnitPrice.Amount >= plan.Floor
                && offer.UnitPrice.Amount <= plan.Price
                && offer.Discount is >= 0 and <= 25
                && offer.TrialDays is >= 0 and <= 30
                && offer.Instalments >= 1 && offer.Instalments <= (offer.CommitmentMonths < 12 ? 1 : 4)
                && plan.Takes(offer.Seats)
                && offer.Payments().Sum(payment => payment.Amount) == offer.YearlyValue.Amount;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Payments_come_to_the_yearly_value_to_the_cent()
    {
        var offer = DemoSales.Offer(new OfferRequest("team", 7, 24, Instalments: 4)) with
        {
            YearlyValue = new Money(100.03m, "EUR"),
        };

        offer.Payments().Select(payment => payment.Amount).ShouldBe([25.03m, 25m, 25m, 25m]);
    }

    [Fact]
    public void What_is_taken_for_less_than_a_year_is_paid_each_month() =>
        DemoSales.Offer(new OfferRequest("team", 10)).Payments()
            .ShouldBe(Enumerable.Repeat(new Money(49m, "EUR"), 12));

    private static OfferResult Make(OfferRequest request) =>
        OfferRules.Make(request, DemoSales.Settings, DemoSales.Currency, DemoSales.Now);
}
