using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;

namespace Gateway.Tests.Api;

public sealed class SessionEndpointTests(Newcomer gateway)
{
    [Fact]
    public async Task A_session_its_transcript_and_its_place_in_the_list_can_be_read()
    {
        var session = await ChatAsync("Bonjour");

        var found = await GetAsync($"/api/sessions/{session}");
        var transcript = await GetAsync($"/api/sessions/{session}/transcript?limit=1");
        var rest = await GetAsync($"/api/sessions/{session}/transcript?after={transcript["next"]}");

        found["workspace"]!.GetValue<string>().ShouldBe("demo-shop");
        found["status"]!.GetValue<string>().ShouldBe("open");
        found["lastSeq"]!.GetValue<long>().ShouldBe(2);
        transcript["items"]!.AsArray().Single()!["text"]!.GetValue<string>().ShouldBe("Bonjour");
        rest["items"]!.AsArray().Single()!["role"]!.GetValue<string>().ShouldBe("agent");
        rest["next"].ShouldBeNull();
        (await ListedAsync(session))["lastSeq"]!.GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task The_list_comes_in_pages_without_gaps_or_repetitions()
    {
        var sessions = new List<string>();
        for (var i = 0; i < 5; i++)
            sessions.Add(await ChatAsync("Bonjour"));
        foreach (var session in sessions)
            await ListedAsync(session);

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await GetAsync(
                $"/api/sessions?workspace=demo-shop&limit=2{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            after = (string?)page["next"];
        }
        while (after is not null && !sessions.TrueForAll(seen.Contains));

        seen.ShouldBeUnique();
        sessions.ShouldBeSubsetOf(seen);
    }

    [Fact]
    public async Task What_the_operator_writes_reaches_the_visitor_once()
    {
        await using var visitor = await VisitorClient.ConnectAsync(gateway.Address);
        var started = (await visitor.CallAsync("Start", new { siteKey = "demo-shop" }))!;
        var message = new { text = "Ici Paul, puis-je vous aider ?", author = "Paul", clientMessageId = "operator-1" };

        var path = $"/api/sessions/{started["sessionId"]}/messages";
        var first = await gateway.Operator.PostAsJsonAsync(path, message);
        var again = await gateway.Operator.PostAsJsonAsync(path, message);

        (await first.Content.ReadFromJsonAsync<JsonNode>())!["seq"]!.GetValue<long>().ShouldBe(1);
        (await again.Content.ReadFromJsonAsync<JsonNode>())!["seq"]!.GetValue<long>().ShouldBe(1);
        (await visitor.WaitForAsync(
            "entry", entry => (string?)entry["role"] == "operator"))["author"]!.GetValue<string>().ShouldBe("Paul");
        (await visitor.CallAsync("Resume", new { afterSeq = 0 }))!["entries"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_session_takes_no_operators_message()
    {
        await using var visitor = await VisitorClient.ConnectAsync(gateway.Address);
        var started = (await visitor.CallAsync("Start", new { siteKey = "demo-shop" }))!;
        await visitor.CallAsync("Close");

        var refused = await gateway.Operator.PostAsJsonAsync(
            $"/api/sessions/{started["sessionId"]}/messages", new { text = "trop tard" });

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_rating_is_kept_for_the_statistics()
    {
        await using var visitor = await VisitorClient.ConnectAsync(gateway.Address);
        var started = (await visitor.CallAsync("Start", new { siteKey = "demo-shop" }))!;
        await visitor.CallAsync("Rate", new { score = 4, comment = "rapide" });

        (await ListedAsync(
            (string)started["sessionId"]!, item => item["rating"] is not null))["rating"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_is_parked_in_a_healthy_gateway()
    {
        (await GetAsync("/api/parked"))["items"]!.AsArray().ShouldBeEmpty();
        (await gateway.Operator.PostAsync("/api/parked/nothing-1/retry", content: null)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/sessions?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/sessions?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/sessions?after=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/sessions?status=lost", HttpStatusCode.BadRequest)]
    [InlineData("/api/sessions/none", HttpStatusCode.NotFound)]
    [InlineData("/api/sessions/none/transcript", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_answered_is_a_problem(string path, HttpStatusCode expected)
    {
        using var response = await gateway.Operator.GetAsync(path);

        response.StatusCode.ShouldBe(expected);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/api/sessions")]
    [InlineData("/api/sessions/none")]
    [InlineData("/api/parked")]
    [InlineData("/api/prospects")]
    public async Task Without_a_key_nothing_is_told(string path)
    {
        (await gateway.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<string> ChatAsync(string text)
    {
        using var response = await gateway.Http.PostAsJsonAsync("/chat", new { texte = text, workspace = "demo-shop" });
        return ((string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["id_session"]!).Split('.')[0];
    }

    private async Task<JsonNode> GetAsync(string path) => (await gateway.Operator.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>The session in the list, once the archive has it: it is a moment behind.</summary>
    private async Task<JsonNode> ListedAsync(string session, Func<JsonNode, bool>? wanted = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var page = await GetAsync("/api/sessions?limit=200");
            if (page["items"]!.AsArray().FirstOrDefault(item => (string?)item!["id"] == session) is { } found
                && wanted?.Invoke(found) != false)
                return found;
            await Task.Delay(100, deadline.Token);
        }
    }
}
