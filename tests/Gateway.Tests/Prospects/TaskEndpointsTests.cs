using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Brain.Prospects;

namespace Gateway.Tests.Prospects;

public sealed class TaskEndpointsTests : IClassFixture<ProspectApi>, IAsyncLifetime
{
    private static readonly DateTimeOffset Due = new(2026, 12, 1, 9, 30, 0, TimeSpan.Zero);

    private readonly ProspectApi _api;
    private readonly HttpClient _client;

    public TaskEndpointsTests(ProspectApi api)
    {
        _api = api;
        _client = new HttpClient { BaseAddress = api.Address };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _api.ForgetProspectsAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Tasks_are_listed_page_by_page_newest_first()
    {
        for (var i = 1; i <= 5; i++)
            await RecordAsync($"Task {i}");

        var first = await GetAsync("/api/tasks?workspace=demo-sales&limit=3");
        var second = await GetAsync($"/api/tasks?limit=3&after={first.GetProperty("next").GetString()}");

        Titles(first).ShouldBe(["Task 5", "Task 4", "Task 3"]);
        Titles(second).ShouldBe(["Task 2", "Task 1"]);
        second.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_task_shows_what_is_to_be_done_by_when_and_nothing_internal()
    {
        await RecordAsync("Call back");

        var shown = (await GetAsync("/api/tasks")).GetProperty("items")[0];

        shown.GetProperty("type").GetString().ShouldBe("ESCALATION");
        shown.GetProperty("priority").GetString().ShouldBe("HIGH");
        shown.GetProperty("assignee").GetString().ShouldBe("senior");
        shown.GetProperty("dueAt").GetDateTimeOffset().ShouldBe(Due);
        shown.GetProperty("doneAt").ValueKind.ShouldBe(JsonValueKind.Null);
        shown.TryGetProperty("idempotencyKey", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_task_is_handed_on_ticked_off_and_found_by_it()
    {
        var id = await RecordAsync("Call back");
        await RecordAsync("Send the contract");

        (await PatchAsync(id, """{"done": true, "assignee": " Bea "}""")).StatusCode.ShouldBe(HttpStatusCode.OK);

        Titles(await GetAsync("/api/tasks?open=true")).ShouldBe(["Send the contract"]);
        Titles(await GetAsync("/api/tasks?open=false&assignee=Bea")).ShouldBe(["Call back"]);
        Titles(await GetAsync("/api/tasks?assignee=nobody")).ShouldBeEmpty();
        (await PatchAsync(id, """{"done": false, "assignee": ""}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Titles(await GetAsync("/api/tasks?open=true&assignee=senior")).ShouldBe(["Send the contract"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"done": "yes"}""")]
    [InlineData("""{"done": true, "title": "Another"}""")]
    [InlineData("[]")]
    public async Task Nothing_but_that_can_be_changed(string json)
    {
        var id = await RecordAsync("Call back");

        (await PatchAsync(id, json)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        Titles(await GetAsync("/api/tasks?open=true")).ShouldBe(["Call back"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("after=yesterday")]
    [InlineData("open=perhaps")]
    public async Task A_wrong_argument_is_a_problem(string query) =>
        (await _client.GetAsync($"/api/tasks?{query}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_key_of_one_workspace_knows_nothing_of_another()
    {
        var foreign = await RecordAsync("Of another", "other");
        await RecordAsync("Own");
        _client.DefaultRequestHeaders.Add("X-Only", "demo-sales");

        Titles(await GetAsync("/api/tasks")).ShouldBe(["Own"]);
        (await _client.GetAsync("/api/tasks?workspace=other", Cancellation)).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
        (await PatchAsync(foreign, """{"done": true}""")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PatchAsync(999_999, """{"done": true}""")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("/api/tasks?workspace=demo-sales&assignee=%00")).GetProperty("items").GetArrayLength()
            .ShouldBe(0);
    }

    private Task<long> RecordAsync(string title, string workspace = "demo-sales") => _api.Tasks.RecordAsync(
        new TaskDraft(workspace, "session", TaskKind.Escalation, TaskPriority.High, title, Due)
        {
            Assignee = "senior",
            Details = "The transcript",
        },
        $"{workspace}:{title}", Cancellation);

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpResponseMessage> PatchAsync(long id, string json) => await _client.PatchAsync(
        $"/api/tasks/{id}", new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);

    private static string?[] Titles(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString())];
}
