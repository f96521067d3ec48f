using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Replays;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Tests.Sales;
using Microsoft.EntityFrameworkCore;
using static Gateway.Brain.Tests.Sales.Stories.SalesScript;

namespace Gateway.Brain.Tests.Replays;

/// <summary>The sales team's conversation, run again.</summary>
public sealed class SalesReplayTests(RecordsServer server) : IAsyncLifetime
{
    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(
        "fr", "Bonjour, on est un restaurant de 18 salariés, je fais les plannings sur Excel. C'est combien ?",
        "Parfait, on signe !", "Julie Morel, julie.morel@bistrot.example")]
    [InlineData(
        "en", "Hi, we are a chain of gyms, 25 staff, I'm the owner and rotas take me all Sunday. What does it cost?",
        "Deal, where do I sign?", "Tom Baker, tom@gyms.example")]
    [InlineData(
        "en", "Hello, 30 of us in a dental practice, looking for something to handle leave. Your prices?",
        "That's over our budget", "what about time clocks?", "OK with that discount we're in, go ahead")]
    [InlineData(
        "fr", "Bonjour, combien pour 20 personnes ?", "trop cher", "et ce n’est pas le moment",
        "et je ne vous connais pas", "passez-moi quelqu’un")]
    public async Task Run_again_as_it_was_the_house_model_does_the_same_and_nothing_is_written(
        string locale, params string[] messages)
    {
        await using var talk = new RecordedTalk(DemoSales.Workspace, _database, locale);
        foreach (var message in messages)
            await talk.SayAsync(message);
        var before = await WrittenAsync();

        var report = await talk.ReplayAsync();

        report.Turns.ShouldAllBe(turn => turn.Outcome == ReplayedTurn.Same, RecordedTalk.Words(report));
        report.Turns.SelectMany(turn => turn.After!.Judged).ShouldContain(judged => judged.Judge == "sales-crm");
        before.Prospects.ShouldBe(1);
        (await WrittenAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Run_again_as_it_was_a_scripted_model_does_the_same()
    {
        await using var talk = Scripted(Bought(), Bought());
        await SayBoughtAsync(talk);
        var before = await WrittenAsync();

        var report = await talk.ReplayAsync();

        report.Turns.ShouldAllBe(turn => turn.Outcome == ReplayedTurn.Same, RecordedTalk.Words(report));
        (await WrittenAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Another_judgement_and_who_is_next_because_of_it_are_shown()
    {
        await using var talk = Scripted(
            Bought(),
            [
                Judges(new LeadReading { Seats = 20, MonthsToStart = 12 }), Says("Prenez votre temps."),
                Judges(new Supervision { Probability = 10 }), Says("D’accord."),
            ]);
        await SayBoughtAsync(talk);

        var report = await talk.ReplayAsync();

        report.Turns[0].Differences.ShouldContain("judged", RecordedTalk.Words(report));
        report.Turns[0].Differences.ShouldContain("calls");
        report.Turns[0].Differences.ShouldContain("said");
        report.Turns[0].Before.Judged[0].Answer!.Value.GetProperty("seats").GetInt32().ShouldBe(20);
        report.Turns[1].After!.Judged.ShouldNotContain(judged => judged.Judge == "sales-crm");
    }

    [Fact]
    public async Task What_is_recorded_now_and_was_not_then_is_told_and_not_done()
    {
        await using var talk = Scripted(
            [.. Asked(), Judges(new Supervision { Probability = 20 }), Says("D’accord.")],
            [
                .. Asked(), Judges(new Supervision { WantsPerson = true, Probability = 20 }), Says("D’accord."),
                Judges(new CrmEntry { Summary = "They want a person." }),
            ]);
        await talk.SayAsync("Bonjour, il nous faut un devis pour 20 personnes, on décide vite");
        await talk.SayAsync("hum");
        var before = await WrittenAsync();

        var report = await talk.ReplayAsync();

        report.Turns[0].Outcome.ShouldBe(ReplayedTurn.Same, RecordedTalk.Words(report));
        report.Turns[1].Differences.ShouldContain("rules", RecordedTalk.Words(report));
        report.Turns[1].Deviations.ShouldHaveSingleItem().Name.ShouldBe("sales-crm");
        (await WrittenAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Other_rules_of_the_workspace_lead_to_others()
    {
        await using var talk = new RecordedTalk(DemoSales.Workspace, _database, "fr");
        await talk.SayAsync("Bonjour, on est un restaurant de 18 salariés. C'est combien ?");
        var settings = JsonSerializer.SerializeToNode(DemoSales.Workspace.Settings)!.AsObject();
        settings["rules"] = JsonNode.Parse(
            """[{ "name": "small", "if": { "people": { "max": 50 } }, "agent": "sales-nurture" }]""");
        var changed = DemoSales.Workspace with { Settings = JsonSerializer.SerializeToElement(settings) };
        SalesSettings.Parse(changed).Errors.ShouldBeEmpty();

        var report = await talk.ReplayAsync(talk.Recording, workspace: changed);

        var turn = report.Turns.ShouldHaveSingleItem();
        turn.Differences.ShouldContain("rules", RecordedTalk.Words(report));
        turn.After!.Decisions.ShouldContain(decision => decision.Rule == "small" && decision.Agent == "sales-nurture");
        turn.Before.Decisions.ShouldNotContain(decision => decision.Rule == "small");
    }

    private RecordedTalk Scripted(
        IReadOnlyList<ScriptedModel.Answer> then, IReadOnlyList<ScriptedModel.Answer> now) =>
        new(DemoSales.Workspace, _database, "fr", new ScriptedModel(then), new ScriptedModel(now));

    private static async Task SayBoughtAsync(RecordedTalk talk)
    {
        await talk.SayAsync("Bonjour, il nous faut un devis pour 20 personnes, on décide vite");
        await talk.SayAsync("oui");
    }

    private static ScriptedModel.Answer[] Asked() =>
    [
        Judges(new LeadReading
        {
            Sector = "restauration",
            Seats = 20,
            IsDecisionMaker = true,
            MonthsToStart = 0,
            Signals = [Signal.AskedQuote],
        }),
        Calls("make_offer", ("commitmentMonths", 12)), Says("Voici ce que je vous propose :"),
    ];

    private static ScriptedModel.Answer[] Bought() =>
    [
        .. Asked(),
        Judges(new Supervision { Probability = 95, Sentiment = Sentiment.Positive }),
        Calls("accept_offer"), Says("Merci ! À quel nom et à quelle adresse e-mail envoyons-nous le contrat ?"),
        Judges(new CrmEntry { Summary = "A restaurant with 20 people takes the Team plan for a year." }),
    ];

    private async Task<(int Prospects, int Tasks)> WrittenAsync()
    {
        IDbContextFactory<RecordsDbContext> records = _database;
        await using var db = await records.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return (await db.Prospects.CountAsync(TestContext.Current.CancellationToken),
            await db.CrmTasks.CountAsync(TestContext.Current.CancellationToken));
    }
}
