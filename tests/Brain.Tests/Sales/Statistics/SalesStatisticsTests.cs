using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;
using Gateway.Brain.Sales.Statistics;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Webhooks;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Sales.Statistics;

public sealed class SalesStatisticsTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;
    private int _sessions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProspectBook Book =>
        new(_database, _clock, new ProspectHistory(new WebhookOutbox(WebhookTargets.None)));

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_empty_period_answers_zeros()
    {
        await RecordAsync("won", """{ "firstType": "hot" }""");

        var figures = await CountAsync(from: _clock.GetUtcNow().AddDays(1), to: _clock.GetUtcNow().AddDays(2));

        (figures.Prospects, figures.Converted, figures.AverageRounds).ShouldBe((0, 0, 0));
        figures.TimeToConversion.ShouldBe(new TimeToConversion(0, 0, 0));
        (figures.ByType.Count, figures.BySector.Count, figures.BySize.Count, figures.Objections.Count,
            figures.Rounds.Count, figures.Winning.Count, figures.Scores.Count).ShouldBe((0, 0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Sales_are_counted_by_what_they_were_at_first_by_trade_and_by_size()
    {
        await RecordAsync(
            "won", """{ "firstType": "warm", "type": "hot", "lead": { "sector": "Hotels", "people": 40 } }""");
        await RecordAsync("warm", """{ "firstType": "warm", "lead": { "sector": " hotels", "seats": 50 } }""");
        await RecordAsync("cold", """{ "type": "cold", "lead": { "people": "many" } }""");
        await RecordAsync("hot", details: null);

        var figures = await CountAsync();

        (figures.Prospects, figures.Converted).ShouldBe((4, 1));
        figures.ByType.ShouldBe(
            [new("warm", 2, 1, 0.5), new("cold", 1, 0, 0), new("hot", 1, 0, 0)]);
        figures.BySector.ShouldBe([new("hotels", 2, 1, 0.5), new("unknown", 2, 0, 0)]);
        figures.BySize.ShouldBe([new("11-50", 2, 1, 0.5), new("unknown", 2, 0, 0)]);
    }

    [Fact]
    public async Task Objections_rounds_and_what_won_are_counted()
    {
        const string Price = """[{ "category": "price", "objected": "dear", "round": 1 }]""";
        await RecordAsync(
            "won",
            $$"""
            { "lead": { "people": 5 }, "objections": {{Price}}, "negotiationCount": 2,
              "tried": [{ "strategy": "conditionalDiscount" }, { "strategy": "instalments" }] }
            """);
        await RecordAsync("lost", $$"""{ "lead": { "people": 5 }, "objections": {{Price}}, "negotiationCount": 1 }""");
        await RecordAsync("won", "{}");

        var figures = await CountAsync();

        figures.Objections.ShouldBe(
            [new("sector", "unknown", "price", 2, 1), new("size", "1-10", "price", 2, 1)]);
        figures.Rounds.ShouldBe([new(0, 1, 1), new(1, 1, 0), new(2, 1, 1)]);
        figures.AverageRounds.ShouldBe(1);
        figures.Winning.Select(way => (string.Join(' ', way.Strategies), way.Conversions)).ShouldBe(
            [("", 1), ("conditionalDiscount instalments", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_sale_takes_from_the_first_word_to_when_it_was_won()
    {
        var first = _clock.GetUtcNow();
        foreach (var minutes in new[] { 10, 20, 60 })
        {
            _clock.Advance(first.AddMinutes(minutes) - _clock.GetUtcNow());
            await RecordAsync("won", $$"""{ "since": "{{first:yyyy-MM-dd'T'HH:mm:ssK}}" }""");
        }

        await RecordAsync("warm", $$"""{ "since": "{{first:yyyy-MM-dd'T'HH:mm:ssK}}" }""");

        (await CountAsync()).TimeToConversion.ShouldBe(new TimeToConversion(3, 1800, 1200));
    }

    [Fact]
    public async Task Scores_are_averaged_by_channel()
    {
        await RecordAsync("warm", "{}", score: 40);
        await RecordAsync("hot", "{}", score: 81);
        await RecordAsync("hot", "{}", score: 90, channel: "sms");
        await RecordAsync("cold", "{}");

        (await CountAsync()).Scores.ShouldBe([new("sms", 1, 90), new("web", 2, 60.5)]);
    }

    [Fact]
    public async Task Only_the_workspaces_own_sales_of_the_period_count()
    {
        await RecordAsync("won", "{}", workspace: "other");
        await RecordAsync("won", "{}", solution: "shop");
        await RecordAsync("won", "{}");
        _clock.Advance(TimeSpan.FromDays(40));
        await RecordAsync("won", "{}");

        (await CountAsync()).Prospects.ShouldBe(1);
        (await CountAsync(workspace: null)).Prospects.ShouldBe(1);
        (await CountAsync(from: _clock.GetUtcNow().AddDays(-60))).Prospects.ShouldBe(2);
        (await CountAsync(workspace: null, from: _clock.GetUtcNow().AddDays(-60))).Prospects.ShouldBe(3);
    }

    private Task<SalesFigures> CountAsync(
        string? workspace = "demo-sales", DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new SalesStatistics(_database).CountAsync(
            workspace, from ?? _clock.GetUtcNow().AddDays(-30), to ?? _clock.GetUtcNow().AddSeconds(1), Cancellation);

    private Task<long> RecordAsync(
        string status, string? details, int? score = null, string channel = "web", string workspace = "demo-sales",
        string solution = "sales") => Book.RecordAsync(
            new ProspectDraft(workspace, $"s{++_sessions}", solution, channel)
            {
                Status = status,
                Score = score,
                Details = details is null ? null : JsonNode.Parse(details)!.AsObject(),
            },
            "1", "sales-crm", Cancellation);
}
