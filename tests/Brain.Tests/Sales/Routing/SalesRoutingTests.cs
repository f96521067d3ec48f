using Gateway.Brain.ControlPlane;
using Gateway.Brain.Sales;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.Routing;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Sales.Routing;

public sealed class SalesRoutingTests
{
    private static readonly SalesState Warm =
        new SalesState().WithScore(new LeadScore(60, LeadType.Warm, "60")).WithAgent("sales-seller");

    [Fact]
    public void Who_is_not_classified_is_classified_first() =>
        Next(new SalesState()).ShouldBe(new Step("no-type", "sales-classifier", "they are not classified yet"));

    [Fact]
    public void Who_cannot_be_classified_yet_is_answered_all_the_same()
    {
        var state = new SalesState().WithAgent("sales-classifier").WithSuggestion("sales-seller");

        Next(state, "sales-classifier").Agent.ShouldBe("sales-seller");
        Next(state.WithAgent("sales-seller"), "sales-classifier", "sales-seller").ShouldBe(
            new Step("answered", null, "the contact was answered"));
    }

    [Fact]
    public void What_is_at_its_end_stays_there()
    {
        Next(Warm.AsClosed()).Rule.ShouldBe("closed");
        Next(Warm.AsClosed()).Agent.ShouldBeNull();
        Next(new SalesState().AsClosed()).Agent.ShouldBeNull();
        Next(Warm.AsClosed() with { NextAgent = "sales-seller" }).Agent.ShouldBeNull();
    }

    [Fact]
    public void What_is_at_its_end_is_still_recorded()
    {
        Next(Warm.AsConverted().AsClosed()).Agent.ShouldBe("sales-crm");
        Next(Warm.AsConverted().AsClosed(), "sales-crm").Agent.ShouldBeNull();
        Next(Warm.AsConverted().AsRecorded().AsClosed()).Agent.ShouldBeNull();
    }

    [Fact]
    public void That_they_buy_is_recorded_once_even_after_the_answer()
    {
        var bought = Warm.AsConverted();

        Next(bought, "sales-seller").ShouldBe(
            new Step("converted", "sales-crm", "they buy, and it is not recorded yet"));
        Next(bought.AsRecorded(), "sales-seller", "sales-crm").Rule.ShouldBe("answered");
        Next(bought, "sales-crm").Agent.ShouldBe(
            "sales-supervisor", "a record that failed is not tried again in the turn");
    }

    [Fact]
    public void That_a_person_takes_over_is_recorded_once()
    {
        var escalated = Warm.AsEscalated(EscalationReason.CustomNeeds);

        Next(escalated).Rule.ShouldBe("escalated");
        Next(escalated).Reason.ShouldBe("a person takes over (customNeeds), and it is not recorded yet");
        Next(escalated.AsRecorded()).Agent.ShouldBe("sales-supervisor");
    }

    [Fact]
    public void That_they_buy_comes_before_that_a_person_takes_over() =>
        Next(Warm.AsEscalated(EscalationReason.PersonWanted).AsConverted()).Rule.ShouldBe("converted");

    [Fact]
    public void Who_the_last_agent_suggests_goes_on() =>
        Next(Warm.WithSuggestion("sales-negotiator"))
            .ShouldBe(new Step("suggestion", "sales-negotiator", "sales-seller suggests it"));

    [Theory]
    [InlineData("nobody-we-know")]
    [InlineData("sales-supervisor")]
    public void A_suggestion_that_leads_nowhere_is_passed_over(string agent) =>
        Next(Warm.WithSuggestion(agent), "sales-supervisor").ShouldBe(
            new Step("otherwise", "sales-seller", "nobody was suggested, and the contact waits"));

    [Fact]
    public void Else_the_supervisor_looks_at_it() => Next(Warm).ShouldBe(
        new Step("otherwise", "sales-supervisor", "no other rule applies"));

    [Fact]
    public void A_turn_of_any_state_ends_within_five_hops()
    {
        foreach (var state in (SalesState[])
            [new(), Warm, Warm.AsConverted(), Warm.AsEscalated(EscalationReason.CustomNeeds), Warm.AsClosed()])
        {
            List<string> spoken = [];
            while (Next(state, [.. spoken]).Agent is { } agent)
            {
                spoken.ShouldNotContain(agent);
                spoken.Add(agent);
            }

            spoken.Count.ShouldBeLessThanOrEqualTo(5);
        }
    }

    [Fact]
    public void A_workspaces_own_rule_comes_before_the_suggestion()
    {
        var state = (Warm with { Score = 96 }).WithLead(new Lead { People = 120 }).WithSuggestion("sales-seller");

        Next(state, "sales-supervisor")
            .ShouldBe(new Step("very-hot", "sales-seller", "the workspace's own rule holds (score 96)"));
        Next(state, "sales-vip").Rule.ShouldBe("answered");
        Next(state with { Score = 94 }).Agent.ShouldBe("sales-seller");
    }

    [Fact]
    public void A_workspaces_own_rule_does_not_hide_what_is_recorded()
    {
        var state = (Warm with { Score = 96 }).WithLead(new Lead { People = 120 }).AsConverted();

        Next(state).Agent.ShouldBe("sales-crm");
    }

    [Fact]
    public void A_rule_holds_when_all_that_it_names_does()
    {
        var state = DemoSales.With(
                new OfferRequest("team", 20), new Lead { Sector = "Hôtellerie", People = 40 })
            .WithScore(new LeadScore(80, LeadType.Hot, "80"))
            .WithObjection(ObjectionCategory.Price, "expensive");
        var rule = new OwnRule { Name = "rule", Agent = "sales-seller" };

        Holds(rule with { Score = new Bounds(80, null) }).ShouldBeTrue();
        Holds(rule with { Score = new Bounds(81, null) }).ShouldBeFalse();
        Holds(rule with { Type = LeadType.Hot }).ShouldBeTrue();
        Holds(rule with { Type = LeadType.Cold }).ShouldBeFalse();
        Holds(rule with { Sector = "hotellerie" }).ShouldBeTrue();
        Holds(rule with { Sector = "retail" }).ShouldBeFalse();
        Holds(rule with { People = new Bounds(null, 40) }).ShouldBeTrue();
        Holds(rule with { People = new Bounds(41, 50) }).ShouldBeFalse();
        Holds(rule with { YearlyValue = new Bounds(1176, 1176) }).ShouldBeTrue();
        Holds(rule with { YearlyValue = new Bounds(1177, null) }).ShouldBeFalse();
        Holds(rule with { Objection = ObjectionCategory.Price }).ShouldBeTrue();
        Holds(rule with { Objection = ObjectionCategory.Trust }).ShouldBeFalse();
        Holds(rule with { Type = LeadType.Hot, Objection = ObjectionCategory.Trust }).ShouldBeFalse();

        bool Holds(OwnRule one) => SalesRouting.Holds(one, state);
    }

    [Fact]
    public void What_is_unknown_lies_within_no_bounds()
    {
        var rule = new OwnRule { Name = "rule", Agent = "sales-seller", People = new Bounds(null, 10) };

        SalesRouting.Holds(rule, new SalesState()).ShouldBeFalse();
        SalesRouting.Holds(rule with { People = null, YearlyValue = new Bounds(null, 10) }, new SalesState())
            .ShouldBeFalse();
    }

    private static Step Next(SalesState state, params string[] spoken)
    {
        var facts = new RoutingFacts(SessionStatus.Open, LastAgent: null, spoken, state);
        foreach (var rule in SalesRules.Of(DemoSales.Settings))
        {
            if (rule.Apply(facts) is { } route)
                return new Step(rule.Name, route.Agent, route.Reason);
        }

        throw new InvalidOperationException("No rule applies.");
    }

    /// <summary>Where the first rule that applies leads.</summary>
    private sealed record Step(string Rule, string? Agent, string Reason);
}
