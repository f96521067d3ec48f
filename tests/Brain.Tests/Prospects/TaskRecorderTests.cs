using Gateway.Brain.Prospects;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Webhooks;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Brain.Tests.Prospects;

public sealed class TaskRecorderTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WebhookOutbox Outbox => new(WebhookTargets.None);

    private TaskRecorder Recorder => new(_database, _clock, Outbox);

    private TaskList List => new(_database, _clock, Outbox);

    private TaskDraft Draft => new(
        "demo-sales", "session", TaskKind.Escalation, TaskPriority.High, "Call Ada\tback",
        _clock.GetUtcNow().AddHours(24).ToOffset(TimeSpan.FromHours(2)));

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_turn_that_is_run_twenty_times_at_once_records_one_task()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            Task.Run(() => RecordAsync(Draft with { Assignee = $"Run {i}" }, "turn:0"), Cancellation)));

        ids.Distinct().Count().ShouldBe(1);
        (await AllAsync(new TaskFilter())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_task_is_kept_as_it_was_asked_for_whatever_was_written()
    {
        var prospect = await ProspectAsync("demo-sales");
        await RecordAsync(
            Draft with { ProspectId = prospect, Assignee = "senior", Details = "Ada: too dear\0\nWe: 10 %" }, "turn:0");

        (await AllAsync(new TaskFilter("demo-sales"))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            task => (task.Type, task.Priority, task.Title, task.Details, task.Assignee, task.ProspectId).ShouldBe(
                ("ESCALATION", "HIGH", "Call Ada back", "Ada: too dear\nWe: 10 %", "senior", prospect)),
            task => task.DueAt.ShouldBe(task.CreatedAt.AddHours(24)),
            task => task.DoneAt.ShouldBeNull());
    }

    [Fact]
    public async Task A_task_is_about_a_prospect_of_its_own_workspace()
    {
        var foreign = await ProspectAsync("other");
        await Should.ThrowAsync<PostgresException>(() => RecordAsync(Draft with { ProspectId = foreign }, "turn:0"));
    }

    [Fact]
    public async Task A_task_is_handed_on_and_ticked_off_once()
    {
        var id = await RecordAsync(Draft with { Assignee = "senior" }, "turn:0");
        _clock.Advance(TimeSpan.FromHours(1));
        var doneAt = _clock.GetUtcNow();

        (await List.ChangeAsync(id, "other", true, null, Cancellation)).ShouldBeNull();
        (await List.ChangeAsync(id, "demo-sales", true, "Bea", Cancellation)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromHours(1));
        await List.ChangeAsync(id, null, true, null, Cancellation);

        var task = (await AllAsync(new TaskFilter(IsOpen: false, Assignee: "Bea"))).ShouldHaveSingleItem();
        task.DoneAt.ShouldBe(doneAt);
        (await AllAsync(new TaskFilter(IsOpen: true))).ShouldBeEmpty();
        (await List.ChangeAsync(id, null, false, "", Cancellation))
            .ShouldNotBeNull().ShouldSatisfyAllConditions(
                one => one.DoneAt.ShouldBeNull(), one => one.Assignee.ShouldBeNull());
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        for (var i = 0; i < 5; i++)
            await RecordAsync(Draft with { Workspace = i == 2 ? "other" : "demo-sales" }, $"turn:{i}");
        var filter = new TaskFilter("demo-sales", true);

        var first = await List.PageAsync(filter, null, 3, Cancellation);
        var second = await List.PageAsync(filter, first[^1].Id, 3, Cancellation);

        first.Concat(second).Select(task => task.IdempotencyKey).ShouldBe(["turn:4", "turn:3", "turn:1", "turn:0"]);
    }

    private Task<long> RecordAsync(TaskDraft draft, string key) => Recorder.RecordAsync(draft, key, Cancellation);

    private Task<IReadOnlyList<CrmTask>> AllAsync(TaskFilter filter) =>
        List.PageAsync(filter, null, 10, Cancellation);

    private Task<long> ProspectAsync(string workspace) => new ProspectBook(
        _database, _clock, new ProspectHistory(Outbox)).RecordAsync(
        new ProspectDraft(workspace, "session", "sales", "web"), "turn:0", "sales-crm", Cancellation);
}
