using System.Text;
using System.Text.Json.Nodes;
using Gateway.Sessions;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

public sealed class ChatHubTests(RedisFixture redis)
{
    [Fact]
    public async Task A_visitor_sees_the_answer_stream_in_and_then_stand()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync("https://one.example.test");
        var started = await visitor.CallAsync("Start", new { siteKey = "site-one", locale = "fr-CA" });

        var sent = await visitor.CallAsync("Send", new { clientMessageId = "m-1", text = "bonjour" });

        started!["settings"]!["agentName"]!.GetValue<string>().ShouldBe("Léa");
        started["settings"]!["greeting"]!.GetValue<string>().ShouldBe("Bonjour !");
        started["locale"]!.GetValue<string>().ShouldBe("fr");
        started["entries"]!.AsArray().ShouldBeEmpty();
        sent!["seq"]!.GetValue<long>().ShouldBe(1);
        var answer = await visitor.WaitForAnswerAsync(1);
        answer["text"]!.GetValue<string>().ShouldBe("re: bonjour");
        answer["author"]!.GetValue<string>().ShouldBe("Léa");
        Assemble(visitor, (string)answer["turnId"]!).ShouldBe("re: bonjour");
        visitor.Events.Where(live => live.Name == "entry")
            .Select(live => (string?)live.Argument["clientMessageId"])
            .ShouldContain("m-1");
        visitor.Events.ShouldContain(live => live.Name == "typing" && (string?)live.Argument["who"] == "agent");
    }

    [Fact]
    public async Task Only_the_first_message_of_a_session_says_that_its_visitor_was_greeted()
    {
        await using var host = await WebHost.StartAsync(redis, new Handler((turn, _, _) => Task.FromResult(
            Handler.Says(
                string.Join(
                ' ', turn.Messages.Select(message => message.Content?.IsGreeted == true ? "greeted" : "known"))))));
        await using var visitor = await host.ConnectAsync();
        var started = await visitor.CallAsync("Start", new { siteKey = "site-one" });

        await visitor.CallAsync("Send", new { clientMessageId = "m-1", text = "bonjour" });
        var first = await visitor.WaitForAnswerAsync(1);
        await visitor.CallAsync("Send", new { clientMessageId = "m-2", text = "encore" });
        var second = await visitor.WaitForAnswerAsync(2);
        await visitor.CallAsync("Start", new { siteKey = "site-one", token = (string?)started!["token"] });
        await visitor.CallAsync("Send", new { clientMessageId = "m-3", text = "toujours" });
        var third = await visitor.WaitForAnswerAsync(3);

        new[] { first, second, third }.Select(answer => (string?)answer["text"])
            .ShouldBe(["greeted", "known", "known"]);
    }

    [Fact]
    public async Task A_message_sent_again_is_one_message()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });

        var first = await visitor.CallAsync("Send", new { clientMessageId = "same", text = "une fois" });
        await visitor.WaitForAnswerAsync(1);
        var second = await visitor.CallAsync("Send", new { clientMessageId = "same", text = "une fois" });

        second!["seq"]!.GetValue<long>().ShouldBe(first!["seq"]!.GetValue<long>());
        (await visitor.CallAsync("Resume", new { afterSeq = 0 }))!["entries"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_resumes_its_session_on_another_node()
    {
        var protection = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider();
        await using var nodeA = await WebHost.StartAsync(redis, Handler.Echo, protection);
        await using var nodeB = await WebHost.StartAsync(redis, Handler.Echo, protection);
        await using var before = await nodeA.ConnectAsync();
        var started = await before.CallAsync("Start", new { siteKey = "site-one" });
        await before.CallAsync("Send", new { clientMessageId = "m", text = "encore là ?" });
        await before.WaitForAnswerAsync(1);

        await using var after = await nodeB.ConnectAsync();
        var resumed = await after.CallAsync("Start", new { siteKey = "site-one", token = (string)started!["token"]! });

        resumed!["sessionId"]!.GetValue<string>().ShouldBe((string)started["sessionId"]!);
        resumed["entries"]!.AsArray()
            .Select(entry => (string?)entry!["text"])
            .ShouldBe(["encore là ?", "re: encore là ?"]);
    }

    [Fact]
    public async Task A_visitor_on_one_node_sees_what_is_written_through_the_other()
    {
        var go = new TaskCompletionSource();
        var handler = new Handler(async (turn, reply, cancellationToken) =>
        {
            reply.Write("un ");
            await go.Task.WaitAsync(cancellationToken);
            reply.Write("deux");
            return Handler.Says("un deux");
        });
        var protection = new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider();
        await using var nodeA = await WebHost.StartAsync(redis, handler, protection);
        await using var nodeB = await WebHost.StartAsync(redis, handler, protection);
        await using var onB = await nodeB.ConnectAsync();
        var started = await onB.CallAsync("Start", new { siteKey = "site-one" });
        await using var onA = await nodeA.ConnectAsync();
        await onA.CallAsync("Start", new { siteKey = "site-one", token = (string)started!["token"]! });

        await onA.CallAsync("Send", new { clientMessageId = "m", text = "par A" });
        await onB.WaitForAsync("delta");
        await using var late = await nodeB.ConnectAsync();
        var lateStart = await late.CallAsync("Start", new { siteKey = "site-one", token = (string)started["token"]! });
        go.SetResult();

        var answer = await onB.WaitForAnswerAsync(1);
        answer["text"]!.GetValue<string>().ShouldBe("un deux");
        Assemble(onB, (string)answer["turnId"]!).ShouldBe("un deux");
        lateStart!["running"]!["text"]!.GetValue<string>().ShouldBe("un ");
        (await late.WaitForAnswerAsync(1))["seq"]!.GetValue<long>().ShouldBe(2);

        await nodeA.Engine.AppendAsync(
            Id(started), new NewEntry(EntryRole.Operator, "bonjour, ici Paul") { Author = "Paul" });
        (await onB.WaitForAsync("entry", entry => (string?)entry["role"] == "operator"))["author"]!.GetValue<string>()
            .ShouldBe("Paul");
    }

    [Fact]
    public async Task Two_tabs_show_the_same_conversation()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var one = await host.ConnectAsync();
        var started = await one.CallAsync("Start", new { siteKey = "site-one" });
        await using var two = await host.ConnectAsync();
        await two.CallAsync("Start", new { siteKey = "site-one", token = (string)started!["token"]! });

        await two.CallAsync("Send", new { clientMessageId = "from-two", text = "du second" });

        (await one.WaitForAnswerAsync(1))["text"]!.GetValue<string>().ShouldBe("re: du second");
        await two.WaitForAnswerAsync(1);
        Entries(one).ShouldBe(Entries(two));
    }

    [Fact]
    public async Task The_eleventh_message_of_a_minute_waits()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        for (var i = 0; i < 10; i++)
            await visitor.CallAsync("Send", new { clientMessageId = $"m{i}", text = "vite" });

        var refusal = await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Send", new { clientMessageId = "m10", text = "trop" }));

        refusal.Code.ShouldBe("rateLimited");
        refusal.Words.ShouldMatch("retryAfter=([1-9]|[1-5][0-9]|60)$");
    }

    [Fact]
    public async Task A_network_that_opens_too_many_sessions_waits()
    {
        // A Redis of its own: every test here comes from the same network.
        await using var own = new RedisFixture();
        await own.InitializeAsync();
        await using var host = await WebHost.StartAsync(own, Handler.Echo, settings: ("Web:SessionsPerMinute", "1"));
        await using var visitor = await host.ConnectAsync();
        var first = await visitor.CallAsync("Start", new { siteKey = "site-one" });

        var refusal = await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Start", new { siteKey = "site-one" }));

        refusal.Code.ShouldBe("rateLimited");
        (await visitor.CallAsync(
            "Start", new { siteKey = "site-one", token = (string)first!["token"]! }))!["sessionId"]!
            .GetValue<string>().ShouldBe((string)first["sessionId"]!);
    }

    [Fact]
    public async Task A_closed_session_is_over_and_a_new_one_begins()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var started = await visitor.CallAsync("Start", new { siteKey = "site-one" });
        await visitor.CallAsync("Close");

        (await visitor.WaitForAsync("status"))["status"]!.GetValue<string>().ShouldBe("closed");
        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Send", new { clientMessageId = "m", text = "trop tard" })))
            .Code.ShouldBe("sessionClosed");
        (await visitor.CallAsync(
            "Start", new { siteKey = "site-one", token = (string)started!["token"]! }))!["sessionId"]!
            .GetValue<string>().ShouldNotBe((string)started["sessionId"]!);
    }

    [Theory]
    [InlineData("Send", """[{"clientMessageId":"m","text":"x"}]""", "notStarted")]
    [InlineData("Resume", """[{"afterSeq":0}]""", "notStarted")]
    [InlineData("Typing", """[{"on":true}]""", "notStarted")]
    [InlineData("Read", """[{"seq":1}]""", "notStarted")]
    [InlineData("Rate", """[{"score":5}]""", "notStarted")]
    [InlineData("Close", "[]", "notStarted")]
    [InlineData("Start", """[{"siteKey":"nobody"}]""", "unknownSite")]
    [InlineData("Start", "[{}]", "unknownSite")]
    [InlineData("Start", "[null]", "invalid")]
    [InlineData("Start", "[42]", "invalid")]
    [InlineData("Start", """[{"siteKey":42}]""", "invalid")]
    [InlineData("Start", """[{"siteKey":"site-one","identity":""}]""", "identityRefused")]
    [InlineData("Start", """[{"siteKey":"site-one","identity":42}]""", "identityRefused")]
    [InlineData("Start", """[{"siteKey":"site-one","identity":"a.b.c"}]""", "identityRefused")]
    public async Task What_comes_before_a_start_or_is_a_wrong_start_is_refused(
        string method, string arguments, string code)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectRawAsync();

        (await Should.ThrowAsync<HubRefusedException>(() => visitor.CallRawAsync(method, arguments))).Code.ShouldBe(
            code);
    }

    [Theory]
    [InlineData("Send", """[{"text":"x"}]""", "invalid")]
    [InlineData("Send", """[{"clientMessageId":"","text":"x"}]""", "invalid")]
    [InlineData("Send", """[{"clientMessageId":"no blanks","text":"x"}]""", "invalid")]
    [InlineData("Send", """[{"clientMessageId":"m"}]""", "invalid")]
    [InlineData("Send", """[{"clientMessageId":"m","text":"   "}]""", "invalid")]
    [InlineData("Send", """[{"clientMessageId":"m","text":"\u0000\u0007"}]""", "invalid")]
    [InlineData("Send", """[{"clientMessageId":"m\u0000","text":"x"}]""", "invalid")]
    [InlineData("Start", """[{"siteKey":"site-one","identity":"\ud800"}]""", "identityRefused")]
    [InlineData("Send", """[{"clientMessageId":"m","text":["x"]}]""", "invalid")]
    [InlineData(
        "Send",
        """[{"clientMessageId":"m","text":"x","attachments":[{"url":"https://evil.example.test/x","contentType":"image/png"}]}]""", "invalid")]
    [InlineData("Resume", """[{"afterSeq":-1}]""", "invalid")]
    [InlineData("Resume", """[{"afterSeq":"a"}]""", "invalid")]
    [InlineData("Read", """[{"seq":0}]""", "invalid")]
    [InlineData("Rate", """[{"score":6}]""", "invalid")]
    [InlineData("Rate", """[{"score":0}]""", "invalid")]
    public async Task A_wrong_argument_is_answered_with_what_is_wrong(string method, string arguments, string code)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });

        (await Should.ThrowAsync<HubRefusedException>(() => visitor.CallRawAsync(method, arguments))).Code.ShouldBe(
            code);
    }

    [Fact]
    public async Task Text_of_sixteen_kilobytes_is_taken_and_one_byte_more_is_not()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        var fits = new string('é', 8 * 1024);

        (await visitor.CallRawAsync(
            "Send", $$"""[{"clientMessageId":"fits","text":"{{fits}}"}]"""))!["seq"]!.GetValue<long>().ShouldBe(1);
        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallRawAsync("Send", $$"""[{"clientMessageId":"long","text":"{{fits}}!"}]""")))
            .Code.ShouldBe("tooLong");
    }

    [Theory]
    [InlineData("""a\u0000b\u0007""", "ab")]
    [InlineData("""cut emoji \ud83d""", "cut emoji \ufffd")]
    [InlineData("""one\u2028two\r\nthree""", "one\ntwo\nthree")]
    public async Task A_stray_character_costs_no_message(string written, string kept)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });

        await visitor.CallRawAsync("Send", $$"""[{"clientMessageId":"m","text":"{{written}}"}]""");

        (await visitor.WaitForAnswerAsync(1))["text"]!.GetValue<string>().ShouldBe($"re: {kept}");
    }

    [Fact]
    public async Task An_unknown_method_is_named_in_the_refusal()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();

        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Destroy", new { }))).Message.ShouldContain("Destroy");
    }

    [Theory]
    [InlineData("{\"type\":1,\"target\":")]
    [InlineData("not json at all")]
    public async Task Malformed_frames_end_the_connection_and_nothing_else(string frame)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var broken = await host.ConnectRawAsync();
        await using var other = await host.ConnectAsync();
        await other.CallAsync("Start", new { siteKey = "site-one" });

        await broken.SendRawAsync(frame);

        await broken.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        (await other.CallAsync("Send", new { clientMessageId = "m", text = "toujours là" }))!["seq"]!.GetValue<long>()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Broken_utf8_is_refused()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectRawAsync();
        await visitor.CallAsync("Start", new { siteKey = "site-one" });
        byte[] frame =
        [
            .. """{"type":1,"invocationId":"x","target":"Send","arguments":[{"clientMessageId":"m","text":"""u8,
            (byte)'"', 0xC3, 0x28, (byte)'"',
            .. "}]}"u8,
        ];

        await visitor.SendBytesAsync(frame);

        await visitor.Closed.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("https://evil.example.test")]
    [InlineData("https://one.example.test.evil.test")]
    [InlineData("http://one.example.test")]
    [InlineData("null")]
    public async Task A_foreign_page_gets_no_connection(string origin)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);

        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(() => host.ConnectAsync(origin));
        using var negotiate = new HttpRequestMessage(HttpMethod.Post, "/hubs/chat/negotiate?negotiateVersion=1");
        negotiate.Headers.Add("Origin", origin);
        var answer = await host.Http.SendAsync(negotiate, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(403);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("originRefused");
        answer.Headers.GetValues("Access-Control-Allow-Origin")
            .ShouldBe([origin], "the widget reads why it was refused");
        answer.Headers.Vary.ShouldContain("Origin");
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://one.example.test")]
    [InlineData("https://evil.example.test")]
    public async Task A_browser_may_ask_first_from_anywhere_and_is_told_what_the_widget_needs(string origin)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/hubs/chat/negotiate?negotiateVersion=1");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "DELETE");
        preflight.Headers.Add("Access-Control-Request-Headers", "x-requested-with");

        var answer = await host.Http.SendAsync(preflight, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(204);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([origin]);
        string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Methods")).ShouldContain("DELETE");
        answer.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["x-requested-with"]);
    }

    [Fact]
    public async Task A_page_of_one_workspace_may_not_start_another()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync("https://one.example.test");

        (await Should.ThrowAsync<HubRefusedException>(
            () => visitor.CallAsync("Start", new { siteKey = "site-two" }))).Code.ShouldBe("originRefused");
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(
            () => HubClient.ConnectAsync(host.Address, "https://one.example.test", "siteKey=site-two"));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("CfDJ8AAAA")]
    [InlineData("")]
    public async Task A_token_that_is_none_opens_a_new_session(string token)
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();

        var started = await visitor.CallAsync("Start", new { siteKey = "site-one", token });

        started!["entries"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_of_another_workspace_opens_nothing_of_it()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        await using var visitor = await host.ConnectAsync();
        var one = await visitor.CallAsync("Start", new { siteKey = "site-one" });

        var two = await visitor.CallAsync("Start", new { siteKey = "site-two", token = (string)one!["token"]! });

        two!["sessionId"]!.GetValue<string>().ShouldNotBe((string)one["sessionId"]!);
    }

    private static SessionId Id(JsonNode? started) => SessionId.Parse((string)started!["sessionId"]!);

    private static List<string> Entries(VisitorClient client) =>
        [.. client.Events.Where(live => live.Name == "entry").Select(live => live.Argument.ToJsonString())];

    /// <summary>A turn's text as docs/protocol.md has clients put it together.</summary>
    private static string Assemble(VisitorClient client, string turnId)
    {
        var text = new StringBuilder();
        foreach (var (name, argument) in client.Events)
        {
            if (name != "delta" || (string?)argument["turnId"] != turnId)
                continue;
            text.Length = (int)argument["index"]!;
            text.Append((string)argument["text"]!);
        }

        return text.ToString();
    }
}
