using Gateway.Brain.Sales.Negotiation;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Tests.Sales.Negotiation;

public sealed class EscalationRulesTests
{
    private static readonly SalesState Usual = DemoSales.With(new OfferRequest("team", 20));

    [Fact]
    public void An_offer_as_usual_needs_nobody() => Find(Usual).ShouldBeNull();

    [Fact]
    public void Who_wants_a_person_gets_one() =>
        Find(Usual, wantsPerson: true).ShouldBe(EscalationReason.PersonWanted);

    [Fact]
    public void Needs_that_no_plan_has_are_a_persons()
    {
        Find(Usual.WithLead(new Lead { CustomNeeds = ["own servers"] })).ShouldBe(EscalationReason.CustomNeeds);
        Find(Usual.WithLead(new Lead { Seats = 1001 })).ShouldBe(EscalationReason.CustomNeeds);
        Find(Usual.WithLead(new Lead { Seats = 1000 })).ShouldBeNull();
    }

    [Theory]
    [InlineData(111, null)]
    [InlineData(112, EscalationReason.ValueOverLimit)]
    public void An_offer_over_the_yearly_limit_is_a_persons(int seats, object? reason) =>
        // 90 € a seat and year: 9,990 € and 10,080 €.
        Find(DemoSales.With(new OfferRequest("business", seats))).ShouldBe((EscalationReason?)reason);

    [Fact]
    public void Exactly_the_limit_is_not_over_it()
    {
        var settings = DemoSales.Settings with { Limits = DemoSales.Settings.Limits with { YearlyValue = 9990 } };

        EscalationRules.Find(DemoSales.With(new OfferRequest("business", 111)), wantsPerson: false, settings)
            .ShouldBeNull();
    }

    [Fact]
    public void Three_negotiations_are_enough()
    {
        var state = Usual.WithRound(ObjectionCategory.Price, Strategy.Demo)
            .WithRound(ObjectionCategory.Price, Strategy.Material);

        Find(state).ShouldBeNull();
        Find(state.WithRound(ObjectionCategory.Price, Strategy.Instalments))
            .ShouldBe(EscalationReason.ThreeNegotiations);
    }

    [Fact]
    public void The_task_is_the_seniors_presses_and_is_due_within_a_day() =>
        EscalationRules.TaskFor(EscalationReason.CustomNeeds, DemoSales.Settings, DemoSales.Now).ShouldBe(
            new SalesTask(
                TaskType.Escalation, TaskPriority.High, "Hélène Marchetti", DemoSales.Now.AddHours(24),
                EscalationReason.CustomNeeds));

    private static EscalationReason? Find(SalesState state, bool wantsPerson = false) =>
        EscalationRules.Find(state, wantsPerson, DemoSales.Settings);
}
