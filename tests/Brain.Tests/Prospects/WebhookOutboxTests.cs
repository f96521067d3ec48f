using System.Text.Json;
using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Webhooks;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Prospects;

public sealed class WebhookOutboxTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly WebhookTargets Targets = new(new Dictionary<string, WebhookTarget>
    {
        ["demo-sales"] = new WebhookTarget(new Uri("https://crm.example/hook"), new byte[24]),
    });

    private static readonly ProspectDraft Lead = new("demo-sales", "session", "sales", "web") { LastName = "Ada" };

    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WebhookOutbox Outbox => new(Targets);

    private static ProspectHistory History => new(Outbox);

    private ProspectBook Book => new(_database, _clock, History);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_becomes_of_a_prospect_is_told_once_each_time()
    {
        var id = await Book.RecordAsync(Lead, "1", "sales-crm", Cancellation);
        await Book.RecordAsync(Lead, "1", "sales-crm", Cancellation);
        await Book.RecordAsync(Lead with { Status = "hot" }, "2", "sales-crm", Cancellation);
        await new ProspectList(_database, _clock, History).ChangeStatusAsync(id, null, "won", "key:7", Cancellation);

        var told = await ToldAsync();

        told.Select(one => one.Type).ShouldBe(["prospect.recorded", "prospect.changed", "prospect.changed"]);
        told.Select(one => one.MessageId).Distinct().Count().ShouldBe(3);
        var last = JsonElement.Parse(told[^1].Body);
        last.GetProperty("type").GetString().ShouldBe("prospect.changed");
        last.GetProperty("data").GetProperty("id").GetInt64().ShouldBe(id);
        last.GetProperty("data").GetProperty("lastName").GetString().ShouldBe("Ada");
        last.GetProperty("data").GetProperty("change").GetProperty("from").GetString().ShouldBe("hot");
        last.GetProperty("data").GetProperty("change").GetProperty("to").GetString().ShouldBe("won");
    }

    [Fact]
    public async Task What_becomes_of_a_task_is_told_once_each_time()
    {
        var recorder = new TaskRecorder(_database, _clock, Outbox);
        var list = new TaskList(_database, _clock, Outbox);
        var draft = new TaskDraft("demo-sales", "s", TaskKind.Call, TaskPriority.Low, "Call", _clock.GetUtcNow());
        var id = await recorder.RecordAsync(draft, "1", Cancellation);
        await recorder.RecordAsync(draft, "1", Cancellation);
        await list.ChangeAsync(id, null, true, null, Cancellation);
        await list.ChangeAsync(id, null, true, null, Cancellation);

        (await ToldAsync()).Select(one => one.Type).ShouldBe(["task.recorded", "task.changed"]);
    }

    [Fact]
    public async Task An_order_is_told_once_however_often_its_turn_is_run()
    {
        var recorder = new ProspectRecorder(_database, _clock, History);
        for (var run = 0; run < 3; run++)
            await recorder.RecordAsync([Order("demo-sales")], [], Cancellation);

        (await ToldAsync()).Select(one => one.Type).ShouldBe(["prospect.recorded"]);
    }

    [Fact]
    public async Task Nothing_is_noted_where_nobody_wants_it_nor_where_nothing_happened()
    {
        await Book.RecordAsync(Lead with { Workspace = "other" }, "1", "sales-crm", Cancellation);
        await Should.ThrowAsync<DbUpdateException>(
            () => Book.RecordAsync(Lead with { Score = 101 }, "1", "sales-crm", Cancellation));

        (await ToldAsync()).ShouldBeEmpty();
    }

    private async Task<List<WebhookDelivery>> ToldAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.WebhookDeliveries.OrderBy(one => one.Id).ToListAsync(Cancellation);
    }

    private static ProspectOrder Order(string workspace) => new()
    {
        Prospect = new Prospect
        {
            Workspace = workspace,
            Solution = "shop",
            SessionId = "session",
            Channel = "web",
            Status = ProspectStatus.Hot,
            Source = ProspectSource.Inbound,
            IdempotencyKey = "turn-1:0",
        },
        ProductHandle = "lampe",
        ProductTitle = "Lampe",
        Quantity = 1,
        UnitPrice = 12m,
        Currency = "EUR",
        Address = "12 rue des Lilas",
        FreeDelivery = false,
    };
}
