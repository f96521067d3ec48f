using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;

namespace Gateway.Tests.Prospects;

/// <summary>What a prospect without an order looks like, beside those of a shop.</summary>
public sealed class ProspectsOfAllSolutionsTests : IClassFixture<ProspectApi>, IAsyncLifetime
{
    private static readonly ProspectDraft Lead = new("demo-sales", "session", "sales", "web")
    {
        Status = "warm",
        Score = 40,
        LastName = "Lovelace",
        Email = "ada@example.com",
        Summary = "=SUM(A1)\nWants a price.",
        Details = new JsonObject { ["sector"] = "retail" },
    };

    private readonly ProspectApi _api;
    private readonly HttpClient _client;

    public ProspectsOfAllSolutionsTests(ProspectApi api)
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
    public async Task Who_ordered_nothing_has_no_order_and_what_their_solution_knows()
    {
        var id = await RecordAsync(Lead, "1");

        var shown = await GetAsync($"/api/prospects/{id}");

        shown.GetProperty("solution").GetString().ShouldBe("sales");
        shown.GetProperty("score").GetInt32().ShouldBe(40);
        shown.GetProperty("source").GetString().ShouldBe("inbound");
        shown.GetProperty("details").GetProperty("sector").GetString().ShouldBe("retail");
        foreach (var name in (string[])["phone", "address", "productHandle", "quantity", "unitPrice", "freeDelivery"])
            shown.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task One_prospect_shows_who_moved_it_from_where_to_where()
    {
        var id = await RecordAsync(Lead, "1");
        await RecordAsync(Lead with { Status = "hot", Score = 80, Note = "Asked where to sign." }, "2");
        var patched = await _client.PatchAsJsonAsync($"/api/prospects/{id}", new { status = "won" }, Cancellation);
        patched.StatusCode.ShouldBe(HttpStatusCode.OK);

        var history = (await GetAsync($"/api/prospects/{id}")).GetProperty("history").EnumerateArray().ToList();

        history.Select(change => (
                Text(change, "by"), Text(change, "from"), Text(change, "to"), change.GetProperty("score").GetInt32(),
                Text(change, "note")))
            .ShouldBe(
            [
                ("sales-crm", null, "warm", 40, null),
                ("sales-crm", "warm", "hot", 80, "Asked where to sign."),
                ("key:1", "hot", "won", 80, null),
            ]);
        (await GetAsync("/api/prospects")).GetProperty("items")[0].TryGetProperty("history", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_list_and_the_file_are_filtered_by_solution_and_score()
    {
        await RecordAsync(Lead, "1");
        var hot = await RecordAsync(Lead with { SessionId = "second", Score = 80 }, "1");
        await RecordAsync(Lead with { SessionId = "third", Solution = "cars", Score = 90 }, "1");

        var items = (await GetAsync("/api/prospects?solution=sales&minScore=50")).GetProperty("items");
        var file = await _client.GetStringAsync("/api/prospects.csv?solution=sales&minScore=50", Cancellation);

        items.EnumerateArray().Select(item => item.GetProperty("id").GetInt64()).ShouldBe([hot]);
        file.ShouldContain("\"second\"");
        file.ShouldNotContain("\"third\"");
        file.ShouldContain("\"'=SUM(A1)");
        file.ShouldContain("{\"\"sector\"\": \"\"retail\"\"}");
    }

    [Theory]
    [InlineData("minScore=101")]
    [InlineData("minScore=-1")]
    [InlineData("minScore=high")]
    public async Task A_score_that_is_none_is_a_problem(string query) =>
        (await _client.GetAsync($"/api/prospects?{query}", Cancellation)).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_long_file_is_whole()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_100), Cancellation, async (i, _) =>
            await RecordAsync(Lead with { SessionId = $"session-{i}", Summary = null }, "1"));

        var file = await _client.GetStringAsync("/api/prospects.csv", Cancellation);

        file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Distinct().Count().ShouldBe(1_101);
    }

    private Task<long> RecordAsync(ProspectDraft draft, string key) =>
        _api.Book.RecordAsync(draft, key, "sales-crm", Cancellation);

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
