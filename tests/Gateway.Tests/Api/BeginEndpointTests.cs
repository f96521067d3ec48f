using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Api;

/// <summary>The business writes first, over the API.</summary>
public sealed class BeginEndpointTests(Newcomer gateway)
{
    private static readonly string[] Labels = ["vip", "vip", "devis"];

    private static int _number;

    [Fact]
    public async Task A_text_opens_a_session_once_and_goes_on_in_it()
    {
        var address = NewNumber();
        var asked = new
        {
            workspace = "demo-shop",
            channel = "sms",
            address,
            text = "Votre commande est prête.",
            clientMessageId = "ready-" + address
        };

        var first = await gateway.Operator.PostAsJsonAsync("/api/sessions", asked);
        var again = await gateway.Operator.PostAsJsonAsync("/api/sessions", asked);
        var next = await gateway.Operator.PostAsJsonAsync(
            "/api/sessions", new { asked.workspace, asked.channel, address, text = "Nous fermons à 18 h." });

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        next.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await IdAsync(first))!;
        (await IdAsync(again)).ShouldBe(id);
        (await IdAsync(next)).ShouldBe(id);
        var transcript = await GetAsync($"/api/sessions/{id}/transcript");
        transcript["items"]!.AsArray().Select(entry => ((string?)entry!["role"], (string?)entry["text"]))
            .ShouldBe([("operator", "Votre commande est prête."), ("operator", "Nous fermons à 18 h.")]);
    }

    [Fact]
    public async Task A_number_as_people_write_it_is_the_same_contact()
    {
        var address = NewNumber();
        var local = "0" + string.Join(' ', address[3..].Chunk(2).Select(pair => new string(pair))).Insert(1, " ");

        var first = await BeginAsync(new { workspace = "demo-shop", channel = "sms", address, text = "Un" });
        var second = await BeginAsync(new { workspace = "demo-shop", channel = "sms", address = local, text = "Deux" });

        second.ShouldBe(first);
    }

    [Fact]
    public async Task With_a_purpose_the_agent_presents_itself_and_what_decided_so_is_kept()
    {
        var id = await BeginAsync(new
        {
            workspace = "demo-shop",
            channel = "sms",
            address = NewNumber(),
            purpose = "Votre tapis *Dune* est de nouveau en stock.",
        });

        var said = await EventuallyAsync($"/api/sessions/{id}/transcript", page => page["items"]!.AsArray().Count == 1);
        var text = (string)said["items"]![0]!["text"]!;
        text.ShouldContain("assistant");
        // The beginner's words are data: they do not become notation.
        text.ShouldContain(@"\*Dune\* est de nouveau en stock");
        ((string?)said["items"]![0]!["class"]).ShouldBe("service");
        var decisions = await EventuallyAsync(
            $"/api/sessions/{id}/decisions", page => page["items"]!.AsArray().Count == 1);
        ((string?)decisions["items"]![0]!["rule"], (string?)decisions["items"]![0]!["turnId"])
            .ShouldBe(("begin", $"{id}-1"));
    }

    [Fact]
    public async Task Prospecting_without_consent_is_refused()
    {
        var answer = await gateway.Operator.PostAsJsonAsync("/api/sessions", new
        {
            workspace = "demo-shop",
            channel = "sms",
            address = NewNumber(),
            text = "Soldes !",
            @class = "marketing",
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("noConsent");
    }

    [Fact]
    public async Task A_bot_writes_first_to_nobody_who_never_wrote()
    {
        var answer = await gateway.Operator.PostAsJsonAsync("/api/sessions", new
        {
            workspace = "demo-shop",
            channel = "telegram",
            address = "700000001",
            text = "Bonjour",
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("neverWrote");
    }

    [Theory]
    [InlineData(
        """{"workspace":"demo-shop","channel":"web","address":"v","text":"x"}""",
        "channel: expected one on which we can write first: sms, whatsapp, telegram")]
    [InlineData("""{"workspace":"demo-shop","channel":"sms","address":"12","text":"x"}""", "address:")]
    [InlineData("""{"workspace":"demo-shop","channel":"sms","address":"+33612345678"}""", "text or purpose")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":"x","purpose":"y"}""",
        "text or purpose")]
    [InlineData("""{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":""}""", "text: expected")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":"x","class":"reply"}""", "class:")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":"x","line":"+33799999999"}""",
        "line:")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":"x","locale":"de"}""", "locale:")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":"\u200b \u00ad"}""",
        "text: expected")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"07 00 00 00 01","text":"x"}""",
        "address: this is a line")]
    [InlineData(
        """{"workspace":"demo-shop","channel":"sms","address":"+33612345678","text":"x","templat":"t"}""",
        "The body is not the JSON expected at $.templat")]
    public async Task What_is_wrong_is_named(string body, string reason)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await gateway.Operator.PostAsync("/api/sessions", content);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"])
            .ShouldNotBeNull()
            .ShouldStartWith(reason);
    }

    [Fact]
    public async Task A_foreign_workspace_is_not_there()
    {
        var answer = await gateway.Operator.PostAsJsonAsync("/api/sessions", new
        {
            workspace = "nobody",
            channel = "sms",
            address = NewNumber(),
            text = "x",
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_session_is_marked_and_the_list_shows_it()
    {
        var id = await BeginAsync(
            new { workspace = "demo-shop", channel = "sms", address = NewNumber(), text = "Bonjour" });

        var marked = await gateway.Operator.PatchAsJsonAsync(
            $"/api/sessions/{id}", new { assignee = "Ada", labels = Labels, priority = "high" });

        marked.StatusCode.ShouldBe(HttpStatusCode.OK);
        string[] bodies = ["""{"priority":"7"}""", "{}", """{"asignee":"Bo"}""", """{"labels":["\u0000"]}"""];
        foreach (var wrong in bodies)
        {
            using var body = new StringContent(wrong, System.Text.Encoding.UTF8, "application/json");
            (await gateway.Operator.PatchAsync($"/api/sessions/{id}", body)).StatusCode
                .ShouldBe(HttpStatusCode.BadRequest, wrong);
        }

        var listed = await EventuallyAsync(
            "/api/sessions?workspace=demo-shop&limit=200", page => page["items"]!.AsArray()
            .Any(item => (string?)item!["id"] == id && (string?)item["assignee"] == "Ada"));
        var item = listed["items"]!.AsArray().Single(item => (string?)item!["id"] == id)!;
        item["labels"]!.AsArray().Select(label => (string?)label).ShouldBe(["vip", "devis"]);
        ((string?)item["priority"]).ShouldBe("high");
    }

    [Fact]
    public async Task Wakes_are_listed_and_what_is_not_there_cannot_be_cancelled()
    {
        var id = await BeginAsync(
            new { workspace = "demo-shop", channel = "sms", address = NewNumber(), text = "Bonjour" });

        (await GetAsync($"/api/sessions/{id}/wakes"))["items"]!.AsArray().ShouldBeEmpty();
        (await gateway.Operator.DeleteAsync($"/api/sessions/{id}/wakes/reminder")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound);
        (await (await gateway.Operator.PostAsync($"/api/sessions/{id}/interrupt", null)).Content.ReadAsStringAsync())
            .ShouldContain("false");
    }

    private static string NewNumber() => $"+3361{Interlocked.Increment(ref _number) + 2_000_000}";

    private static async Task<string?> IdAsync(HttpResponseMessage answer) =>
        (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"];

    private async Task<string> BeginAsync(object asked)
    {
        var answer = await gateway.Operator.PostAsJsonAsync("/api/sessions", asked);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await IdAsync(answer))!;
    }

    private async Task<JsonNode> GetAsync(string path) => (await gateway.Operator.GetFromJsonAsync<JsonNode>(path))!;

    private async Task<JsonNode> EventuallyAsync(string path, Func<JsonNode, bool> isThere)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var found = await GetAsync(path);
            if (isThere(found))
                return found;
            await Task.Delay(50, deadline.Token);
        }
    }
}
