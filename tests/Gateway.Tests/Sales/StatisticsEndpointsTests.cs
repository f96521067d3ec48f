using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Prospects;
using Gateway.Tests.Prospects;

namespace Gateway.Tests.Sales;

public sealed class StatisticsEndpointsTests : IClassFixture<ProspectApi>, IAsyncLifetime
{
    private readonly ProspectApi _api;
    private readonly HttpClient _client;

    public StatisticsEndpointsTests(ProspectApi api)
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
    public async Task The_last_thirty_days_are_told_unless_others_are_asked_for()
    {
        await RecordAsync("demo-sales");

        var now = await GetAsync("/api/statistics?workspace=demo-sales");
        now.GetProperty("workspace").GetString().ShouldBe("demo-sales");
        var sales = now.GetProperty("sales");
        (sales.GetProperty("prospects").GetInt32(), sales.GetProperty("converted").GetInt32()).ShouldBe((1, 1));
        sales.GetProperty("byType")[0].GetProperty("key").GetString().ShouldBe("warm");

        var before = await GetAsync("/api/statistics?from=2020-01-01&to=2020-02-01T08:00:00Z");
        before.GetProperty("sales").GetProperty("prospects").GetInt32().ShouldBe(0);
        before.GetProperty("sales").GetProperty("byType").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_key_of_one_workspace_knows_nothing_of_another()
    {
        await RecordAsync("demo-sales");
        _client.DefaultRequestHeaders.Add("X-Only", "demo-shop");

        (await GetAsync("/api/statistics")).GetProperty("sales").GetProperty("prospects").GetInt32().ShouldBe(0);
        (await StatusAsync("/api/statistics?workspace=demo-sales")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-13-01")]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=2026-02-01&to=2026-02-01")]
    [InlineData("from=2024-01-01&to=2026-01-01")]
    public async Task A_period_that_is_none_or_too_long_is_a_problem(string query) =>
        (await StatusAsync($"/api/statistics?{query}")).ShouldBe(HttpStatusCode.BadRequest);

    private Task<long> RecordAsync(string workspace) => _api.Book.RecordAsync(
        new ProspectDraft(workspace, "s1", "sales", "web")
        {
            Status = "won",
            Details = new JsonObject { ["firstType"] = "warm" },
        },
        "1", "sales-crm", Cancellation);

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
