using System.Text.Json;
using Gateway.Brain.Sales.Offers;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Words;

namespace Gateway.Brain.Tests.Sales.State;

public sealed class SalesStateTests
{
    private static readonly OfferRequest Request = new("team", 20, 12);

    [Fact]
    public void A_full_state_is_the_same_after_it_was_written_and_read()
    {
        var state = DemoSales.With(Request, new Lead
        {
            FirstName = "Anaïs",
            LastName = "Roux",
            Company = "Le Petit Zinc",
            Sector = "restaurants",
            People = 24,
            Seats = 20,
            IsDecisionMaker = true,
            PainPoints = ["hours are copied by hand"],
            Interests = ["payroll-export"],
            CurrentTool = "Excel",
            YearlyBudget = 1500,
            MonthsToStart = 1,
            Signals = [Signal.AskedPrice],
        })
            .WithScore(new LeadScore(80, LeadType.Hot, "80"))
            .WithObjection(ObjectionCategory.Price, "c'est cher")
            .WithRound(ObjectionCategory.Price, Strategy.ConditionalDiscount)
            .WithSentiment(Sentiment.Neutral)
            .WithInsight("opens a second place in May")
            .WithAgent("sales-seller")
            .WithSuggestion("sales-negotiator", "answer the price")
            .AsEscalated(EscalationReason.PersonWanted)
            .WithConsent(true);

        var json = JsonSerializer.Serialize(state, BrainJson.Options);
        var read = JsonSerializer.Deserialize<SalesState>(json, BrainJson.Options).ShouldNotBeNull();

        JsonSerializer.Serialize(read, BrainJson.Options).ShouldBe(json);
        read.Standing!.UnitPrice.ShouldBe(state.Standing!.UnitPrice);
        json.ShouldContain("\"type\":\"hot\"");
        json.ShouldNotContain("standing");
    }

    [Fact]
    public void Offers_are_numbered_and_the_newest_stands()
    {
        var state = DemoSales.With(Request).WithOffer(DemoSales.Offer(Request with { Seats = 30 }));

        state.Offers.Select(offer => offer.Number).ShouldBe([1, 2]);
        state.Standing!.Seats.ShouldBe(30);
        state.WithoutStandingOffer().Standing.ShouldBeNull();
        state.WithoutStandingOffer().WithOffer(state.Offers[0]).Standing!.Number.ShouldBe(3);
    }

    [Fact]
    public void Who_insists_on_an_open_objection_says_nothing_new()
    {
        var state = new SalesState()
            .WithObjection(ObjectionCategory.Price, "too expensive")
            .WithObjection(ObjectionCategory.Price, "really too expensive");

        state.Objections.ShouldBe([new Objection(ObjectionCategory.Price, "too expensive", Round: 1)]);
    }

    [Fact]
    public void An_objection_after_it_was_dealt_with_is_another_one()
    {
        var state = new SalesState()
            .WithObjection(ObjectionCategory.Price, "too expensive")
            .WithRound(ObjectionCategory.Price, Strategy.Instalments)
            .WithHandled(ObjectionCategory.Price)
            .WithObjection(ObjectionCategory.Price, "still too expensive");

        state.Objections.Select(one => (one.Round, one.Handled)).ShouldBe([(1, true), (2, false)]);
        state.OpenObjections.Single().Text.ShouldBe("still too expensive");
    }

    [Fact]
    public void Dealing_with_one_objection_leaves_the_others_open()
    {
        var state = new SalesState()
            .WithObjection(ObjectionCategory.Price, "expensive")
            .WithObjection(ObjectionCategory.Trust, "who are you")
            .WithHandled(ObjectionCategory.Price);

        state.OpenObjections.Single().Category.ShouldBe(ObjectionCategory.Trust);
    }

    [Fact]
    public void A_round_counts_and_remembers_what_was_tried()
    {
        var state = new SalesState()
            .WithRound(ObjectionCategory.Price, Strategy.Instalments)
            .WithRound(ObjectionCategory.Trust, Strategy.Demo);

        state.NegotiationCount.ShouldBe(2);
        state.Tried.ShouldBe([
            new TriedStep(ObjectionCategory.Price, Strategy.Instalments, 1),
            new TriedStep(ObjectionCategory.Trust, Strategy.Demo, 2)]);
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public void A_lead_is_qualified_from_fifty_on(int score, bool qualified) =>
        new SalesState().WithScore(new LeadScore(score, LeadType.Warm, "because")).Qualified.ShouldBe(qualified);

    [Fact]
    public void Who_buys_takes_the_offer_that_stands_and_holds_nothing_against_it()
    {
        var state = DemoSales.With(Request).WithObjection(ObjectionCategory.Price, "expensive").AsConverted();

        state.Converted.ShouldBeTrue();
        state.AcceptedOffer.ShouldBe(1);
        state.OpenObjections.ShouldBeEmpty();
        new SalesState().AsConverted().AcceptedOffer.ShouldBeNull();
    }

    [Fact]
    public void The_first_reason_to_escalate_stays()
    {
        var state = new SalesState().AsEscalated(EscalationReason.CustomNeeds)
            .AsEscalated(EscalationReason.PersonWanted);

        state.Escalated.ShouldBeTrue();
        state.Escalation.ShouldBe(EscalationReason.CustomNeeds);
    }

    [Fact]
    public void What_is_recorded_is_what_came_of_it_so_far()
    {
        var escalated = new SalesState().AsEscalated(EscalationReason.CustomNeeds).AsRecorded();

        escalated.EscalationRecorded.ShouldBeTrue();
        escalated.ConversionRecorded.ShouldBeFalse();
        escalated.AsConverted().AsRecorded().ConversionRecorded.ShouldBeTrue();
    }

    [Fact]
    public void An_end_takes_suggestions_with_it_and_can_be_undone()
    {
        var state = new SalesState().WithSuggestion("sales-seller", "ask").AsClosed();

        state.Closed.ShouldBeTrue();
        state.NextAgent.ShouldBeNull();
        state.NextAction.ShouldBeNull();
        state.AsReopened().Closed.ShouldBeFalse();
    }

    [Fact]
    public void An_agent_that_takes_it_up_is_done_with_what_was_suggested()
    {
        var state = new SalesState()
            .WithAgent("sales-classifier").WithSuggestion("sales-seller").WithAgent("sales-seller");

        state.CurrentAgent.ShouldBe("sales-seller");
        state.LastAgent.ShouldBe("sales-classifier");
        state.NextAgent.ShouldBeNull();
    }

    [Fact]
    public void Insights_are_kept_once_and_the_oldest_make_room()
    {
        var state = Enumerable.Range(1, SalesState.MostInsights + 2)
            .Aggregate(new SalesState(), (before, at) => before.WithInsight($"insight {at}"))
            .WithInsight("INSIGHT 14");

        state.Insights.Count.ShouldBe(SalesState.MostInsights);
        state.Insights[0].ShouldBe("insight 3");
        state.Insights[^1].ShouldBe("insight 14");
    }

    [Fact]
    public void Long_words_are_shortened_between_letters()
    {
        var text = new SalesState().WithObjection(ObjectionCategory.Trust, new string('a', 199) + "😀😀")
            .Objections[0].Text;

        text.ShouldBe(new string('a', 199));
    }

    [Fact]
    public void Newer_facts_replace_older_ones_and_unknown_replaces_nothing()
    {
        var state = new SalesState()
            .WithLead(new Lead { Company = "Zinc", People = 20, PainPoints = ["paper"], IsDecisionMaker = true })
            .WithLead(new Lead
            {
                People = 24,
                PainPoints = ["Paper", "leave"],
                Signals = [Signal.AskedDemo],
                IsDecisionMaker = false,
            });

        state.Lead.Company.ShouldBe("Zinc");
        state.Lead.People.ShouldBe(24);
        state.Lead.IsDecisionMaker.ShouldBe(false);
        state.Lead.PainPoints.ShouldBe(["paper", "leave"]);
        state.Lead.Signals.ShouldBe([Signal.AskedDemo]);
    }

    [Fact]
    public void Who_asks_for_an_offer_no_longer_just_looks_around()
    {
        Signals([Signal.JustLooking], [Signal.AskedQuote]).ShouldBe([Signal.AskedQuote]);
        Signals([Signal.NotInterested], [Signal.WantsToBuy]).ShouldBe([Signal.WantsToBuy]);
        Signals([Signal.AskedQuote, Signal.WantsToBuy], [Signal.NotInterested])
            .ShouldBe([Signal.AskedQuote, Signal.NotInterested]);

        static IReadOnlyList<Signal> Signals(IReadOnlyList<Signal> before, IReadOnlyList<Signal> newer) =>
            new Lead { Signals = before }.With(new Lead { Signals = newer }).Signals;
    }

    [Fact]
    public void Consent_and_mood_are_noted()
    {
        var state = new SalesState().WithConsent(false).WithSentiment(Sentiment.Negative);

        state.MayWriteLater.ShouldBe(false);
        state.Sentiment.ShouldBe(Sentiment.Negative);
    }
}
