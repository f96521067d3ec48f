using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

public sealed class ChatEndpointTests(RedisFixture redis)
{
    [Fact]
    public async Task A_script_talks_in_French_names_and_keeps_its_session()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);

        var first = await PostAsync(host, """{"id_session": null, "texte": "bonjour", "workspace": "one"}""");
        var second = await PostAsync(
            host, $$"""{"id_session": "{{first["id_session"]}}", "texte": "encore", "workspace": "one"}""");

        first["texte"]!.GetValue<string>().ShouldBe("re: bonjour");
        second["texte"]!.GetValue<string>().ShouldBe("re: encore");
        second["id_session"]!.GetValue<string>().ShouldBe((string)first["id_session"]!);
    }

    [Fact]
    public async Task English_names_work_as_well()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);

        var first = await PostAsync(host, """{"sessionId": null, "text": "hello", "workspace": "one"}""");
        var second = await PostAsync(
            host, $$"""{"sessionId": "{{first["sessionId"]}}", "text": "again", "workspace": "one"}""");

        first["text"]!.GetValue<string>().ShouldBe("re: hello");
        second["text"]!.GetValue<string>().ShouldBe("re: again");
    }

    [Fact]
    public async Task Who_asks_for_events_gets_the_deltas_and_the_entry()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        using var request = Request("""{"text": "stream", "workspace": "one"}""");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));

        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var events = new List<(string Type, JsonNode Data)>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            events.Add((item.EventType, JsonNode.Parse(item.Data)!));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        events[0].Type.ShouldBe("session");
        string.Concat(events.Where(live => live.Type == "delta").Select(live => (string)live.Data["text"]!))
            .ShouldBe("re: stream");
        events[^1].Type.ShouldBe("entry");
        events[^1].Data["text"]!.GetValue<string>().ShouldBe("re: stream");
    }

    [Fact]
    public async Task A_call_said_twice_is_one_message_with_one_answer()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        var first = await PostAsync(host, """{"text": "once", "workspace": "one", "clientMessageId": "c-1"}""");

        var again = await PostAsync(
            host,
            $$"""{"sessionId": "{{first["sessionId"]}}", "text": "once", "workspace": "one", "clientMessageId": "c-1"}""");

        again["text"]!.GetValue<string>().ShouldBe("re: once");
        var read = await host.Engine.ReadAsync(SessionId.Parse(((string)first["sessionId"]!).Split('.')[0]), 0, 10);
        read!.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_an_operator_has_the_session_the_answer_is_empty()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        var first = await PostAsync(host, """{"text": "hello", "workspace": "one"}""");
        await host.Engine.ChangeStatusAsync(
            SessionId.Parse(((string)first["sessionId"]!).Split('.')[0]), SessionStatus.HandedOver);

        var second = await PostAsync(
            host, $$"""{"sessionId": "{{first["sessionId"]}}", "text": "anyone?", "workspace": "one"}""");

        second["text"]!.GetValue<string>().ShouldBe("");
    }

    [Fact]
    public async Task A_session_of_one_workspace_is_not_there_for_another()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        var first = await PostAsync(host, """{"text": "hello", "workspace": "one"}""");

        var (status, problem) = await RefusedAsync(
            host, $$"""{"sessionId": "{{first["sessionId"]}}", "text": "x", "workspace": "two"}""");

        status.ShouldBe(HttpStatusCode.NotFound);
        problem["code"]!.GetValue<string>().ShouldBe("unknownSession");
    }

    [Fact]
    public async Task Too_many_messages_are_told_when_to_come_back_unless_a_key_vouches_for_them()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo, settings: ("Web:MessagesPerMinute", "1"));
        var first = await PostAsync(host, """{"text": "one", "workspace": "one"}""");
        var more = $$"""{"sessionId": "{{first["sessionId"]}}", "text": "two", "workspace": "one"}""";

        using var refused = await host.Http.SendAsync(Request(more));
        using var vouched = Request(more);
        vouched.Headers.Authorization = new AuthenticationHeaderValue("Bearer", WebHost.ApiKey);
        using var taken = await host.Http.SendAsync(vouched);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        taken.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.NotFound)]
    [InlineData("""{"text": "x"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"text": "x", "workspace": "nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"workspace": "one"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text": 42, "workspace": "one"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text": "\u0000\u0007", "workspace": "one"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text": "x", "workspace": "\ud800"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"text": "x", "workspace": "one", "clientMessageId": "m\u0000"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"text": "x", "workspace": "one", "sessionId": "not-one"}""", HttpStatusCode.NotFound)]
    public async Task Bad_input_is_answered_with_a_problem(string body, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);

        var (status, problem) = await RefusedAsync(host, body);

        status.ShouldBe(expected);
        problem["status"]!.GetValue<int>().ShouldBe((int)expected);
    }

    [Fact]
    public async Task What_is_no_text_costs_no_message_and_over_long_text_is_refused()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        using var broken = new ByteArrayContent(
            [.. """{"workspace":"one","text":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);
        broken.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        (await (await host.Http.PostAsync("/chat", broken)).Content.ReadAsStringAsync()).ShouldContain("re: \ufffd(");
        var (status, problem) = await RefusedAsync(
            host, $$"""{"workspace":"one","text":"{{new string('x', 16 * 1024 + 1)}}"}""");
        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        problem["code"]!.GetValue<string>().ShouldBe("tooLong");
    }

    [Fact]
    public async Task A_foreign_page_is_refused()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        using var request = Request("""{"text": "x", "workspace": "one"}""");
        request.Headers.Add("Origin", "https://evil.example.test");

        (await host.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static HttpRequestMessage Request(string body) =>
        new(HttpMethod.Post, "/chat") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static async Task<JsonNode> PostAsync(WebHost host, string body)
    {
        using var response = await host.Http.SendAsync(Request(body));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Problem)> RefusedAsync(WebHost host, string body)
    {
        using var response = await host.Http.SendAsync(Request(body));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}
