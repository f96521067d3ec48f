using Gateway.Brain.Sales.Routing;
using Gateway.Brain.Sales.Scoring;
using Gateway.Brain.Sales.State;

namespace Gateway.Brain.Tests.Sales.Scoring;

public sealed class ScoreRulesTests
{
    public static TheoryData<string, int, LeadType?> Leads => new()
    {
        { "nothing", 25, null },
        { "only a sector", 30, null },
        { "price and size", 53, LeadType.Warm },
        { "quote soon", 77, LeadType.Hot },
        { "everything", 100, LeadType.Hot },
        { "just looking", 5, LeadType.Cold },
        { "not interested", 0, LeadType.Cold },
        { "facts alone", 58, LeadType.Warm },
        { "next year, no budget", 38, LeadType.Cold },
    };

    [Theory]
    [MemberData(nameof(Leads))]
    public void A_lead_is_scored_by_what_is_known(string name, int score, LeadType? type)
    {
        var result = ScoreRules.Of(Lead(name));

        result.Score.ShouldBe(score, result.Reasoning);
        result.Type.ShouldBe(type);
    }

    [Fact]
    public void The_reasoning_names_every_part_with_its_points() =>
        ScoreRules.Of(Lead("quote soon")).Reasoning
            .ShouldBe("77: wrote to us +25; 120 people +12; begins in 1 month +15; asked for a quote +25");

    [Fact]
    public void The_reasoning_says_that_too_little_is_known() =>
        ScoreRules.Of(new Lead()).Reasoning.ShouldBe("25, too little known: wrote to us +25");

    [Fact]
    public void Asking_for_more_counts_a_little_more_up_to_a_bound()
    {
        var one = ScoreRules.Of(new Lead { Signals = [Signal.AskedPrice] });
        var two = ScoreRules.Of(new Lead { Signals = [Signal.AskedPrice, Signal.AskedDemo] });
        var all = ScoreRules.Of(new Lead
        {
            Signals = [Signal.AskedPrice, Signal.AskedDemo, Signal.AskedQuote, Signal.AskedTrial, Signal.WantsToBuy],
        });

        one.Score.ShouldBe(45);
        two.Score.ShouldBe(55);
        all.Score.ShouldBe(60);
    }

    [Fact]
    public void Every_score_lies_within_0_and_100()
    {
        foreach (var (name, _, _) in Leads.Select(row => row.Data))
            ScoreRules.Of(Lead(name)).Score.ShouldBeInRange(0, 100);
    }

    [Theory]
    [InlineData(49, LeadType.Cold, "sales-nurture")]
    [InlineData(50, LeadType.Warm, "sales-seller")]
    [InlineData(100, LeadType.Hot, "sales-seller")]
    [InlineData(25, null, "sales-seller")]
    public void From_fifty_on_the_seller_takes_over_and_while_too_little_is_known(
        int score, LeadType? type, string agent) =>
        FirstRoute.For(new LeadScore(score, type, "")).ShouldBe(agent);

    private static Lead Lead(string name) => name switch
    {
        "nothing" => new Lead(),
        "only a sector" => new Lead { Sector = "retail" },
        "price and size" => new Lead { People = 30, Signals = [Signal.AskedPrice] },
        "quote soon" => new Lead { People = 120, MonthsToStart = 1, Signals = [Signal.AskedQuote] },
        "everything" => new Lead
        {
            Sector = "retail",
            People = 300,
            IsDecisionMaker = true,
            PainPoints = ["paper", "overtime"],
            YearlyBudget = 5000,
            MonthsToStart = 0,
            Email = "a@b.example",
            Signals = [Signal.WantsToBuy],
        },
        "just looking" => new Lead { Signals = [Signal.JustLooking] },
        "not interested" => new Lead { Signals = [Signal.NotInterested] },
        "facts alone" => new Lead
        {
            Sector = "care",
            People = 40,
            PainPoints = ["paper"],
            YearlyBudget = 900,
        },
        "next year, no budget" => new Lead
        {
            People = 15,
            MonthsToStart = 14,
            PainPoints = ["paper", "leave"],
            YearlyBudget = 0,
            Email = "a@b.example",
            Sector = "care",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such lead"),
    };
}
