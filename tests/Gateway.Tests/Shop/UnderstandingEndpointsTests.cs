using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Shop;

public sealed class UnderstandingEndpointsTests : IClassFixture<UnderstandingApi>, IAsyncLifetime
{
    private readonly UnderstandingApi _api;
    private readonly HttpClient _client;

    public UnderstandingEndpointsTests(UnderstandingApi api)
    {
        _api = api;
        _client = new HttpClient { BaseAddress = api.Address };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _api.ForgetAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_said_most_often_comes_first_with_its_examples()
    {
        await _api.NoteAsync("vous vendez des parapluies ?", "notSold", "s-1");
        await _api.NoteAsync("y a-t-il un parking ?", "unclear", "s-1");
        await _api.NoteAsync("vous avez un parking ?", "noAnswer", "s-2", about: "bol");
        await _api.NoteAsync("Vous avez un parking ?", "noAnswer", "s-3", about: "bol");

        var items = Items(await GetAsync("/api/understanding?workspace=demo-shop"));

        items.Select(item => item.GetProperty("count").GetInt32()).ShouldBe([3, 1]);
        var parking = items[0];
        parking.GetProperty("workspace").GetString().ShouldBe("demo-shop");
        parking.GetProperty("kind").GetString().ShouldBe("noAnswer");
        parking.GetProperty("locale").GetString().ShouldBe("fr");
        parking.GetProperty("sessions").GetInt32().ShouldBe(3);
        parking.GetProperty("words").GetString()!.ShouldContain("parking");
        parking.GetProperty("answered").GetBoolean().ShouldBeFalse();
        parking.GetProperty("nearest").ValueKind.ShouldBe(JsonValueKind.Null);
        parking.GetProperty("productHandle").ValueKind.ShouldBe(JsonValueKind.Null);
        parking.GetProperty("lastSeen").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        var examples = parking.GetProperty("examples").EnumerateArray().ToList();
        examples.Select(example => example.GetProperty("sessionId").GetString()).ShouldBe(["s-3", "s-1"]);
        examples[0].GetProperty("channel").GetString().ShouldBe("web");
    }

    [Fact]
    public async Task Groups_are_listed_page_by_page()
    {
        string[] things = ["parapluies", "vélos", "trottinettes", "aquariums", "tondeuses"];
        foreach (var thing in things)
            await _api.NoteAsync($"vendez-vous des {thing} rouges");

        List<string?> words = [];
        string? after = null;
        do
        {
            var page = await GetAsync($"/api/understanding/?limit=2{(after is null ? "" : $"&after={after}")}");
            words.AddRange(Items(page).Select(item => item.GetProperty("words").GetString()));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        words.Count.ShouldBe(words.Distinct().Count());
        words.Count.ShouldBe(Items(await GetAsync("/api/understanding")).Count);
    }

    [Fact]
    public async Task It_is_narrowed_down_by_language_kind_and_time()
    {
        await _api.NoteAsync("y a-t-il un parking ?", "noAnswer", "s-1");
        await _api.NoteAsync("is there parking?", "unclear", "s-2", locale: "en");
        await _api.NoteAsync("vendez-vous des parapluies", "notSold", "s-3", daysAgo: 10);
        await _api.NoteAsync("du temps des rois", "notSold", "s-4", daysAgo: 91);
        await _api.NoteAsync(words: null, "the shop has one agent", "s-5", rule: "only-agent");

        (await WordsAsync("")).Count.ShouldBe(3);
        (await WordsAsync("locale=en")).ShouldBe(["is there parking?"]);
        (await WordsAsync("kind=notSold")).ShouldBe(["vendez-vous des parapluies"]);
        var day = DateTimeOffset.UtcNow.AddDays(-5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (await WordsAsync($"since={day}")).Count.ShouldBe(2);
        (await WordsAsync($"since={day}T08:00:00Z&kind=noAnswer")).ShouldBe(["y a-t-il un parking ?"]);
        (await WordsAsync("since=0001-01-01")).Count.ShouldBe(3);
        (await WordsAsync("since=9999-12-31")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=many")]
    [InlineData("after=yesterday")]
    [InlineData("after=-1")]
    [InlineData("after=99999999999999999999")]
    [InlineData("kind=odd")]
    [InlineData("locale=de")]
    [InlineData("since=yesterday")]
    [InlineData("since=2026-13-01")]
    [InlineData("since=12:00")]
    public async Task A_wrong_argument_is_a_problem_and_no_fault(string query) =>
        await ShouldBeProblemAsync($"/api/understanding?{query}", HttpStatusCode.BadRequest);

    [Fact]
    public async Task Behind_the_last_page_there_is_nothing()
    {
        await _api.NoteAsync("y a-t-il un parking ?");

        (await WordsAsync("after=2147483647")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("workspace=%00")]
    [InlineData("workspace=%27%3B%20DROP%20TABLE%20archived_decisions%3B--")]
    [InlineData("workspace=%ff%fe")]
    public async Task Of_a_hostile_workspace_nothing_is_shown(string query)
    {
        await _api.NoteAsync("y a-t-il un parking ?");

        (await WordsAsync(query)).ShouldBeEmpty();
        (await WordsAsync("")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_one_workspace_sees_only_its_own()
    {
        await _api.NoteAsync("y a-t-il un parking ?", session: "own");
        await _api.NoteAsync("y a-t-il un parking ?", session: "foreign", workspace: "other-shop");
        _client.DefaultRequestHeaders.Add("X-Only", "demo-shop");

        var item = Items(await GetAsync("/api/understanding")).ShouldHaveSingleItem();
        item.GetProperty("count").GetInt32().ShouldBe(1);
        item.GetRawText().ShouldNotContain("foreign");
        (await _client.GetStringAsync("/api/understanding.csv", Cancellation)).ShouldNotContain("foreign");
        await ShouldBeProblemAsync("/api/understanding?workspace=other-shop", HttpStatusCode.NotFound);
        await ShouldBeProblemAsync("/api/understanding.csv?workspace=other-shop", HttpStatusCode.NotFound);
        await ShouldBeProblemAsync("/api/understanding?workspace=no-shop", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_file_for_spreadsheets_runs_no_formula()
    {
        await _api.NoteAsync("=HYPERLINK(\"http://evil.example\";\"x\")", about: "@SUM(1+1)");

        var answer = await _client.GetAsync("/api/understanding.csv?workspace=demo-shop", Cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("understanding.csv");
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        text.ShouldContain("\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"x\"\")\"");
        text.ShouldContain("\"'@SUM(1+1)\"");
        text.ShouldNotContain(",\"=HYPERLINK");
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        await ShouldBeProblemAsync("/api/understanding.csv?kind=odd", HttpStatusCode.BadRequest);
    }

    private async Task<List<string?>> WordsAsync(string query) =>
        [.. Items(await GetAsync($"/api/understanding?{query}")).Select(item => item.GetProperty("words").GetString())];

    private static List<JsonElement> Items(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task ShouldBeProblemAsync(string path, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}
