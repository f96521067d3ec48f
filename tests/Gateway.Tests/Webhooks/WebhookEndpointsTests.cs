using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Brain.Prospects;
using Gateway.Tests.Prospects;

namespace Gateway.Tests.Webhooks;

public sealed class WebhookEndpointsTests : IClassFixture<ProspectApi>, IAsyncLifetime
{
    private readonly ProspectApi _api;
    private readonly HttpClient _client;

    public WebhookEndpointsTests(ProspectApi api)
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
    public async Task Messages_are_listed_newest_first_with_what_they_say_and_replayed()
    {
        await HappenAsync("demo-sales", "1");
        await HappenAsync("demo-sales", "2");

        var first = await GetAsync("/api/webhooks?workspace=demo-sales&limit=1");
        var second = await GetAsync($"/api/webhooks?state=pending&after={first.GetProperty("next").GetString()}");

        Sessions(first).ShouldBe(["2"]);
        Sessions(second).ShouldBe(["1"]);
        var message = second.GetProperty("items")[0];
        message.GetProperty("state").GetString().ShouldBe("pending");
        message.GetProperty("type").GetString().ShouldBe("prospect.recorded");
        (await ReplayAsync(message.GetProperty("id").GetInt64())).ShouldBe(HttpStatusCode.OK);
        Sessions(await GetAsync("/api/webhooks?state=delivered")).ShouldBeEmpty();
        Sessions(await GetAsync("/api/webhooks?state=failed")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_of_one_workspace_knows_nothing_of_another()
    {
        await HappenAsync("demo-sales", "1");
        var foreign = (await GetAsync("/api/webhooks")).GetProperty("items")[0].GetProperty("id").GetInt64();
        _client.DefaultRequestHeaders.Add("X-Only", "demo-shop");

        Sessions(await GetAsync("/api/webhooks")).ShouldBeEmpty();
        (await StatusAsync("/api/webhooks?workspace=demo-sales")).ShouldBe(HttpStatusCode.NotFound);
        (await ReplayAsync(foreign)).ShouldBe(HttpStatusCode.NotFound);
        (await ReplayAsync(999_999)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("state=lost")]
    [InlineData("limit=0")]
    [InlineData("after=yesterday")]
    public async Task A_wrong_argument_is_a_problem(string query) =>
        (await StatusAsync($"/api/webhooks?{query}")).ShouldBe(HttpStatusCode.BadRequest);

    private Task<long> HappenAsync(string workspace, string session) => _api.Book.RecordAsync(
        new ProspectDraft(workspace, session, "sales", "web"), "1", "sales-crm", Cancellation);

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> ReplayAsync(long id)
    {
        using var answer = await _client.PostAsync($"/api/webhooks/{id}/replay", content: null, Cancellation);
        return answer.StatusCode;
    }

    private static string?[] Sessions(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(
        item => item.GetProperty("body").GetProperty("data").GetProperty("sessionId").GetString())];
}
