using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;

namespace Gateway.Tests.Prospects;

public sealed class ProspectEndpointsTests : IClassFixture<ProspectApi>, IAsyncLifetime
{
    private readonly ProspectApi _api;
    private readonly HttpClient _client;

    public ProspectEndpointsTests(ProspectApi api)
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
    public async Task Prospects_are_listed_page_by_page_newest_first()
    {
        for (var i = 1; i <= 5; i++)
            await RecordAsync($"turn-{i}:0", firstName: $"Number {i}");

        var first = await GetAsync("/api/prospects?workspace=demo-shop&limit=3");
        Names(first).ShouldBe(["Number 5", "Number 4", "Number 3"]);
        var second = await GetAsync(
            $"/api/prospects/?workspace=demo-shop&limit=3&after={first.GetProperty("next").GetString()}");
        Names(second).ShouldBe(["Number 2", "Number 1"]);
        second.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_prospect_shows_who_wants_what_and_nothing_internal()
    {
        var id = await RecordAsync("turn-1:0");

        var shown = await GetAsync($"/api/prospects/{id}");

        shown.GetProperty("status").GetString().ShouldBe("hot");
        shown.GetProperty("lastName").GetString().ShouldBe("Durand");
        shown.GetProperty("phone").GetString().ShouldBe("+33612345678");
        shown.GetProperty("productHandle").GetString().ShouldBe("lampe-scribe");
        shown.GetProperty("unitPrice").GetProperty("amount").GetDecimal().ShouldBe(69.90m);
        shown.GetProperty("unitPrice").GetProperty("currency").GetString().ShouldBe("EUR");
        shown.GetProperty("createdAt").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        shown.TryGetProperty("idempotencyKey", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_prospect_is_moved_to_another_status_and_found_by_it()
    {
        var id = await RecordAsync("turn-1:0");

        var answer = await PatchAsync(id, """{"status": "won"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/api/prospects?status=won")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await GetAsync("/api/prospects?status=hot")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"status": "lukewarm"}""")]
    [InlineData("""{"status": null}""")]
    [InlineData("{}")]
    [InlineData("""{"status": "won", "phone": "+33600000000"}""")]
    [InlineData("""{"status": """)]
    [InlineData("[]")]
    public async Task Nothing_but_a_known_status_can_be_set(string json)
    {
        var id = await RecordAsync("turn-1:0");

        await ShouldBeProblemAsync(await PatchAsync(id, json), HttpStatusCode.BadRequest);

        (await GetAsync($"/api/prospects/{id}")).GetProperty("status").GetString().ShouldBe("hot");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=-1")]
    [InlineData("limit=many")]
    [InlineData("after=yesterday")]
    [InlineData("after=99999999999999999999")]
    [InlineData("status=lukewarm")]
    public async Task A_wrong_argument_is_a_problem_and_no_fault(string query) =>
        await ShouldBeProblemAsync(
            await _client.GetAsync($"/api/prospects?{query}", Cancellation), HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("/api/prospects/999999")]
    [InlineData("/api/prospects/abc")]
    [InlineData("/api/prospects/99999999999999999999999")]
    public async Task An_unknown_prospect_is_not_found(string path) =>
        await ShouldBeProblemAsync(await _client.GetAsync(path, Cancellation), HttpStatusCode.NotFound);

    [Theory]
    [InlineData("workspace=%00")]
    [InlineData("workspace=%27%3B%20DROP%20TABLE%20prospects%3B--")]
    [InlineData("workspace=%ff%fe")]
    public async Task A_hostile_workspace_has_no_prospects(string query)
    {
        await RecordAsync("turn-1:0");
        (await GetAsync($"/api/prospects?{query}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await GetAsync("/api/prospects")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_one_workspace_sees_and_changes_only_its_own()
    {
        var own = await RecordAsync("turn-1:0");
        var foreign = await RecordAsync("turn-2:0", workspace: "other-shop");
        _client.DefaultRequestHeaders.Add("X-Only", "demo-shop");

        (await GetAsync("/api/prospects"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(item => item.GetProperty("id").GetInt64())
            .ShouldBe([own]);
        await ShouldBeProblemAsync(
            await _client.GetAsync("/api/prospects?workspace=other-shop", Cancellation), HttpStatusCode.NotFound);
        await ShouldBeProblemAsync(
            await _client.GetAsync("/api/prospects.csv?workspace=other-shop", Cancellation), HttpStatusCode.NotFound);
        await ShouldBeProblemAsync(
            await _client.GetAsync($"/api/prospects/{foreign}", Cancellation), HttpStatusCode.NotFound);
        await ShouldBeProblemAsync(await PatchAsync(foreign, """{"status": "lost"}"""), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_file_for_spreadsheets_runs_no_formula()
    {
        await RecordAsync(
            "turn-1:0", firstName: "=HYPERLINK(\"http://evil.example\";\"x\")", address: "@SUM(1+1), 75011 Paris");

        var answer = await _client.GetAsync("/api/prospects.csv?workspace=demo-shop", Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("prospects.csv");
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        text.ShouldContain("\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"x\"\")\"");
        text.ShouldContain("\"'@SUM(1+1), 75011 Paris\"");
        text.ShouldContain("\"'+33612345678\"");
        text.ShouldContain("\"69.90\"");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    private async Task<long> RecordAsync(
        string key, string firstName = "Camille", string address = "12 rue des Lilas, 75011 Paris",
        string workspace = "demo-shop")
    {
        var recorded = await _api.Recorder.RecordAsync(
            [new ProspectOrder
            {
                Prospect = new Prospect
                {
                    Workspace = workspace,
                    Solution = "shop",
                    SessionId = "session",
                    Channel = "web",
                    LastName = "Durand",
                    FirstName = firstName,
                    Phone = "+33612345678",
                    Status = ProspectStatus.Hot,
                    Source = ProspectSource.Inbound,
                    IdempotencyKey = key,
                },
                ProductHandle = "lampe-scribe",
                ProductTitle = "Lampe de bureau Scribe",
                Quantity = 1,
                UnitPrice = 69.90m,
                Currency = "EUR",
                Address = address,
                FreeDelivery = true,
            }],
            replaced: [], Cancellation);
        return recorded.ShouldNotBeNull()[0].ProspectId;
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpResponseMessage> PatchAsync(long id, string json) =>
        await _client.PatchAsync(
            $"/api/prospects/{id}", new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            Cancellation);

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("status")
            .GetInt32()
            .ShouldBe((int)status);
    }

    private static string?[] Names(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("firstName").GetString())];
}
