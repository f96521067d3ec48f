using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Channels.Web;
using Gateway.Sessions;
using Gateway.Sessions.Live;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Web;

/// <summary>
/// Who asks by <c>POST /chat</c> gets the answer to what they asked, whatever becomes of their connection, and no one
/// else's.
/// </summary>
public sealed class ChatPairsTests(RedisFixture redis)
{
    [Fact]
    public async Task Calls_at_the_same_instant_in_one_session_each_get_the_answer_to_their_own_message()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        var session = (string)(await PostAsync(host, """{"text": "hello", "workspace": "one"}"""))["sessionId"]!;

        for (var round = 0; round < 10; round++)
        {
            string[] questions = [.. Enumerable.Range(0, 6).Select(i => $"question {round}.{i}")];
            using var http = Vouched(host);
            var answers = await Task.WhenAll(
                questions.Select(
                text => PostAsync(http, $$"""{"sessionId": "{{session}}", "text": "{{text}}", "workspace": "one"}""")));

            answers.Select(answer => (string)answer["text"]!).ShouldBe(questions.Select(text => "re: " + text));
        }
    }

    [Fact]
    public async Task A_call_is_not_answered_with_what_a_visitor_of_the_same_session_is()
    {
        var asked = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var host = await WebHost.StartAsync(redis, new Handler(async (turn, reply, _) =>
        {
            asked.TrySetResult();
            await goOn.Task;
            return await Handler.Echo.RunAsync(turn, reply, CancellationToken.None);
        }));
        await using var visitor = await host.ConnectAsync();
        var token = (string)(await visitor.CallAsync("Start", new { siteKey = "site-one" }))!["token"]!;
        await visitor.CallAsync("Send", new { clientMessageId = "m-1", text = "first" });
        await asked.Task;
        await visitor.CallAsync("Send", new { clientMessageId = "m-2", text = "second" });
        var call = EventsAsync(host, $$"""{"sessionId": "{{token}}", "text": "third", "workspace": "one"}""");
        await visitor.WaitForAsync("entry", entry => (string?)entry["text"] == "third");
        await visitor.CallAsync("Send", new { clientMessageId = "m-3", text = "fourth" });
        goOn.SetResult();

        var events = await call;

        Deltas(events).ShouldBe("re: third");
        events.Where(live => live.Type == "entry")
            .ShouldHaveSingleItem().Data["text"]!.GetValue<string>()
            .ShouldBe("re: third");
        await visitor.WaitForAsync("entry", entry => (string?)entry["text"] == "re: fourth");
        var read = await host.Engine.ReadAsync(SessionId.Parse(token.Split('.')[0]), 0, 20);
        read!.Entries.Where(entry => entry.Role == EntryRole.Agent).Select(entry => entry.Text)
            .ShouldBe(["re: first", "re: second", "re: third", "re: fourth"]);
    }

    [Fact]
    public async Task An_answer_is_told_to_its_last_word_before_it_is_committed()
    {
        await using var alone = new RedisFixture();
        await alone.InitializeAsync();
        // A clock that stands still: what is told late would never be told.
        await using var host = await WebHost.StartAsync(alone, new Handler(async (turn, reply, _) =>
        {
            reply.Write("first ");
            reply.Write("and last");
            await alone.Server.FreezeAsync();
            return Handler.Says("first and last");
        }), new ManualClock());
        var said = "";

        var events = await EventsAsync(host, """{"text": "hello", "workspace": "one"}""", delta =>
        {
            said += (string)delta["text"]!;
            if (said == "first and last")
                alone.Server.ThawAsync().GetAwaiter().GetResult();
        }, "delta");

        Deltas(events).ShouldBe("first and last");
        events[^1].Type.ShouldBe("entry");
    }

    [Fact]
    public async Task What_is_told_while_the_answer_is_looked_for_comes_before_it()
    {
        await using var alone = new RedisFixture();
        await alone.InitializeAsync();
        await using var host = await WebHost.StartAsync(alone, Handler.Echo);
        var answer = await PostAsync(host, """{"text": "hello", "workspace": "one"}""");
        var session = SessionId.Parse(Id(answer));
        var watcher = new AnswerWatcher(host.Engine, TimeProvider.System, NullLogger.Instance);
        watcher.Look();
        await using var events = watcher.ReadAsync(session, 1, running: null, TimeSpan.FromMinutes(1), default)
            .GetAsyncEnumerator();
        await alone.Server.FreezeAsync();

        var first = events.MoveNextAsync();
        watcher.OnEvent(new DeltaEvent(new ReplyDelta("t", 0, "re: hello")) { Answers = [1] });
        await alone.Server.ThawAsync();

        (await first).ShouldBeTrue();
        events.Current.ShouldBeOfType<DeltaEvent>();
        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.ShouldBeOfType<EntryEvent>();
    }

    [Fact]
    public async Task What_waits_for_a_later_turn_is_not_known_to_this_one_and_what_was_answered_meanwhile_is()
    {
        var known = new ConcurrentQueue<string>();
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var host = await WebHost.StartAsync(redis, new Handler(async (turn, _, _) =>
        {
            if (turn.Messages[0].Text == "one")
            {
                entered.TrySetResult();
                await goOn.Task;
            }

            known.Enqueue(string.Join(" | ", turn.Recent.Select(entry => entry.Text)));
            return Handler.Says("re: " + turn.Messages[0].Text);
        }));
        await using var visitor = await host.ConnectAsync();
        var token = (string)(await visitor.CallAsync("Start", new { siteKey = "site-one" }))!["token"]!;
        var calls = new List<Task<JsonNode>>();
        foreach (var text in (string[])["one", "two", "three"])
        {
            calls.Add(PostAsync(host, $$"""{"sessionId": "{{token}}", "text": "{{text}}", "workspace": "one"}"""));
            await visitor.WaitForAsync("entry", entry => (string?)entry["text"] == text);
            await entered.Task;
        }

        goOn.SetResult();
        await Task.WhenAll(calls);

        known.ShouldBe(["one", "one | two | re: one", "one | two | three | re: one | re: two"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retry_while_the_answer_is_worded_gets_that_answer_all_of_it(bool asEvents)
    {
        var worded = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var runs = 0;
        await using var host = await WebHost.StartAsync(redis, new Handler(async (turn, reply, _) =>
        {
            if (turn.Messages[0].Text != "slow")
                return await Handler.Echo.RunAsync(turn, reply, CancellationToken.None);
            Interlocked.Increment(ref runs);
            reply.Write("half ");
            worded.TrySetResult();
            await goOn.Task;
            reply.Write("and half");
            return Handler.Says("half and half");
        }));
        // One Redis serves both cases, and the same words under the same id would be one message.
        var body = $$"""{"text": "slow", "workspace": "one", "clientMessageId": "retry-while-worded-{{asEvents}}"}""";
        using var leaves = new CancellationTokenSource();
        var first = host.Http.SendAsync(Request(body), leaves.Token);
        await worded.Task;
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        if (asEvents)
        {
            var again = EventsAsync(host, body, seen => goOn.TrySetResult(), "delta");
            Deltas(await again).ShouldBe("half and half");
        }
        else
        {
            var again = PostAsync(host, body);
            goOn.SetResult();
            ((string)(await again)["text"]!).ShouldBe("half and half");
        }

        var later = await PostAsync(host, body);
        ((string)later["text"]!).ShouldBe("half and half", "and for whoever asks once more");
        runs.ShouldBe(1);
        await PostAsync(
            host, $$"""{"sessionId": "{{later["sessionId"]}}", "text": "something else", "workspace": "one"}""");
        ((string)(await PostAsync(host, body))["text"]!).ShouldBe("half and half", "whatever was said since");
    }

    [Fact]
    public async Task A_retry_of_what_still_waits_is_not_answered_with_what_came_before_it()
    {
        var entered = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var host = await WebHost.StartAsync(redis, new Handler(async (turn, reply, _) =>
        {
            entered.TrySetResult();
            await goOn.Task;
            return await Handler.Echo.RunAsync(turn, reply, CancellationToken.None);
        }));
        await using var visitor = await host.ConnectAsync();
        var token = (string)(await visitor.CallAsync("Start", new { siteKey = "site-one" }))!["token"]!;
        await visitor.CallAsync("Send", new { clientMessageId = "m-1", text = "before" });
        await entered.Task;
        var body = $$"""{"sessionId": "{{token}}", "text": "mine", "workspace": "one", "clientMessageId": "c-mine"}""";
        using var leaves = new CancellationTokenSource();
        var first = host.Http.SendAsync(Request(body), leaves.Token);
        await visitor.WaitForAsync("entry", entry => (string?)entry["text"] == "mine");
        await leaves.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        var again = PostAsync(host, body);
        goOn.SetResult();

        ((string)(await again)["text"]!).ShouldBe("re: mine");
    }

    [Fact]
    public async Task A_first_message_said_twice_at_once_and_later_opens_one_session()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo);
        const string Body = """{"texte": "bonjour", "workspace": "one", "clientMessageId": "first-of-one-caller"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(host, Body)));
        var later = await PostAsync(host, Body);

        answers.Append(later)
            .Select(answer => ((string)answer["id_session"]!).Split('.')[0])
            .Distinct()
            .ShouldHaveSingleItem();
        answers.Append(later).ShouldAllBe(answer => (string)answer["texte"]! == "re: bonjour");
        var session = SessionId.Parse(((string)later["id_session"]!).Split('.')[0]);
        (await host.Engine.ReadAsync(session, 0, 20))!.Entries.Count.ShouldBe(2);
        ((string)(
            await PostAsync(
            host, $$"""{"id_session": "{{later["id_session"]}}", "texte": "encore", "workspace": "one"}"""))["texte"]!)
            .ShouldBe("re: encore");
    }

    [Fact]
    public async Task Retries_of_a_first_message_are_no_new_sessions_to_the_limit()
    {
        await using var host = await WebHost.StartAsync(redis, Handler.Echo, settings: ("Web:SessionsPerMinute", "2"));
        // An address that no other test counts against.
        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectFromAsync };
        using var http = new HttpClient(handler) { BaseAddress = host.Address };
        const string Body = """{"text": "hello", "workspace": "one", "clientMessageId": "first-of-a-patient-one"}""";

        for (var i = 0; i < 10; i++)
            ((string)(await PostAsync(http, Body))["text"]!).ShouldBe("re: hello");

        static async ValueTask<Stream> ConnectFromAsync(
            SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.77"), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }

    [Fact]
    public async Task Whoever_guesses_an_id_gets_no_ones_answer()
    {
        await using var host = await WebHost.StartAsync(
            redis,
            new Handler((turn, _, _) => Task.FromResult(Handler.Says("for you alone: " + turn.Messages[0].Text))));
        var id = Guid.NewGuid().ToString("n");
        var mine = $$"""{"text": "where is order 4711?", "workspace": "one", "clientMessageId": "{{id}}"}""";
        using var owner = new HttpClient
        {
            BaseAddress = host.Address,
            DefaultRequestHeaders = { { "User-Agent", "shop-script/1.0" } }
        };
        var session = Id(await PostAsync(owner, mine));

        // Other words, another program, another business, a key.
        Id(await PostAsync(owner, mine.Replace("where", "Where", StringComparison.Ordinal))).ShouldNotBe(session);
        Id(await PostAsync(host, mine)).ShouldNotBe(session);
        Id(await PostAsync(owner, mine.Replace("\"one\"", "\"two\"", StringComparison.Ordinal))).ShouldNotBe(session);
        using var vouched = Vouched(host);
        vouched.DefaultRequestHeaders.Add("User-Agent", "shop-script/1.0");
        Id(await PostAsync(vouched, mine)).ShouldNotBe(session);
        using var other = new HttpClient
        {
            BaseAddress = host.Address,
            DefaultRequestHeaders = { { "Authorization", $"Bearer {WebHost.ApiKeyOfOne}" } }
        };
        Id(await PostAsync(other, mine)).ShouldNotBe(Id(await PostAsync(vouched, mine)));
        Id(await PostAsync(owner, mine)).ShouldBe(session);
    }

    [Fact]
    public async Task An_answer_of_several_entries_is_given_whole()
    {
        await using var host = await WebHost.StartAsync(redis, new Handler((turn, reply, _) =>
        {
            reply.Write("first");
            return Task.FromResult(new TurnResult
            {
                Entries =
                [
                    new NewEntry(EntryRole.Agent, "first") { Parts = [new LinkPart("A", "https://a.example.test/")] },
                    new NewEntry(EntryRole.System, "a note that is no answer"),
                    new NewEntry(EntryRole.Agent, "second") { Parts = [new LinkPart("B", "https://b.example.test/")] },
                ],
            });
        }));
        const string Body = """{"text": "hello", "workspace": "one", "clientMessageId": "several-entries"}""";

        var answer = await PostAsync(host, Body);
        var events = await EventsAsync(host, Body);

        ((string)answer["text"]!).ShouldBe("first\n\nsecond");
        answer["parts"]!.AsArray().Select(part => (string)part!["title"]!).ShouldBe(["A", "B"]);
        events.Where(live => live.Type == "entry")
            .Select(live => (string)live.Data["text"]!)
            .ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task A_turn_that_has_nothing_to_say_answers_at_once()
    {
        await using var host = await WebHost.StartAsync(
            redis, new Handler((_, _, _) => Task.FromResult(new TurnResult())));

        var answer = await PostAsync(host, """{"text": "hello", "workspace": "one"}""");

        ((string)answer["text"]!).ShouldBe("");
        answer["status"].ShouldBeNull();
    }

    [Theory]
    [InlineData(SessionStatus.HandedOver, "handedOver")]
    [InlineData(SessionStatus.Closed, "closed")]
    public async Task Whoever_waits_when_a_person_takes_over_or_ends_it_is_told_so(SessionStatus status, string told)
    {
        var entered = new TaskCompletionSource<SessionId>();
        await using var host = await WebHost.StartAsync(redis, new Handler(async (turn, _, cancelled) =>
        {
            entered.TrySetResult(turn.Session.Id);
            await Task.Delay(Timeout.Infinite, cancelled);
            return new TurnResult();
        }));
        var body = $$"""{"text": "hello", "workspace": "one", "clientMessageId": "{{Guid.NewGuid():n}}"}""";
        var call = PostAsync(host, body);
        var events = EventsAsync(host, body);

        await host.Engine.ChangeStatusAsync(await entered.Task, status);

        var answer = await call;
        ((string)answer["text"]!, (string)answer["status"]!).ShouldBe(("", told));
        (await events)[^1]
            .ShouldSatisfyAllConditions(
                live => live.Type.ShouldBe("status"), live => ((string)live.Data["status"]!).ShouldBe(told));
    }

    [Fact]
    public async Task An_answer_of_another_node_that_no_one_was_told_of_is_found()
    {
        // What other tests have left waiting would be taken up by these nodes.
        await using var alone = new RedisFixture();
        await alone.InitializeAsync();
        var busy = new TaskCompletionSource();
        var free = new TaskCompletionSource();
        // The first node is full, so that the second one answers.
        await using var asked = await WebHost.StartAsync(alone, new Handler(async (turn, _, _) =>
        {
            busy.TrySetResult();
            await free.Task;
            return Handler.Says("late");
        }), settings: ("Sessions:MaxConcurrentTurns", "1"));
        var blocker = PostAsync(asked, """{"text": "hold it", "workspace": "one"}""");
        await busy.Task;
        var entered = new TaskCompletionSource<SessionId>();
        var goOn = new TaskCompletionSource();
        await using var answers = await WebHost.StartAsync(alone, new Handler(async (turn, reply, _) =>
        {
            entered.TrySetResult(turn.Session.Id);
            await goOn.Task;
            return Handler.Says("from another node");
        }));
        const string Body = """{"text": "anyone?", "workspace": "one", "clientMessageId": "asked-of-a-full-node"}""";
        var call = PostAsync(asked, Body);
        var session = await entered.Task;

        // No one knows any more that somebody watches, as after an outage in which the live event was lost.
        var connection = await alone.Server.ConnectAsync();
        var watchers = connection.GetServer(connection.GetEndPoints()[0])
            .Keys(pattern: $"*:watchers:{session.Value}")
            .ShouldHaveSingleItem();
        await connection.GetDatabase().KeyDeleteAsync(watchers);
        goOn.SetResult();

        ((string)(await call)["text"]!).ShouldBe("from another node");
        free.SetResult();
        await blocker;
    }

    [Fact]
    public async Task No_answer_in_time_is_said_and_the_message_kept()
    {
        var goOn = new TaskCompletionSource();
        await using var host = await WebHost.StartAsync(redis, new Handler(async (turn, reply, _) =>
        {
            await goOn.Task;
            return await Handler.Echo.RunAsync(turn, reply, CancellationToken.None);
        }), settings: ("Web:AnswerSeconds", "1"));
        var body = $$"""{"text": "hello", "workspace": "one", "clientMessageId": "{{Guid.NewGuid():n}}"}""";

        using var late = await host.Http.SendAsync(Request(body));
        var events = await EventsAsync(host, body);
        goOn.SetResult();

        late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        ((string)(await late.Content.ReadFromJsonAsync<JsonNode>())!["code"]!).ShouldBe("noAnswer");
        (events[^1].Type, (string)events[^1].Data["code"]!).ShouldBe(("problem", "noAnswer"));
        ((string)(await PostAsync(host, body))["text"]!).ShouldBe("re: hello");
    }

    private static string Id(JsonNode answer) => ((string)answer["sessionId"]!).Split('.')[0];

    private static string Deltas(IEnumerable<(string Type, JsonNode Data)> events)
    {
        var text = "";
        foreach (var (_, delta) in events.Where(live => live.Type == "delta"))
            text = text[..(int)delta["index"]!] + (string)delta["text"]!;
        return text;
    }

    private static HttpClient Vouched(WebHost host) =>
        new()
        {
            BaseAddress = host.Address,
            DefaultRequestHeaders = { { "Authorization", $"Bearer {WebHost.ApiKey}" } }
        };

    private static HttpRequestMessage Request(string body) =>
        new(HttpMethod.Post, "/chat") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static Task<JsonNode> PostAsync(WebHost host, string body) => PostAsync(host.Http, body);

    private static async Task<JsonNode> PostAsync(HttpClient http, string body)
    {
        using var response = await http.SendAsync(Request(body));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<List<(string Type, JsonNode Data)>> EventsAsync(
        WebHost host, string body, Action<JsonNode>? on = null, string? type = null)
    {
        using var request = Request(body);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var events = new List<(string Type, JsonNode Data)>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add((item.EventType, JsonNode.Parse(item.Data)!));
            if (item.EventType == type)
                on?.Invoke(events[^1].Data);
        }

        return events;
    }
}
