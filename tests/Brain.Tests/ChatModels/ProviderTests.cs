using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>What the providers send over the wire and make of what comes back.</summary>
public sealed class ProviderTests
{
    private const string Key = "fake-key-for-tests";
    private const string OpenAiPath = "/v1/chat/completions";

    private static readonly AIFunctionDeclaration Tool = AIFunctionFactory.CreateDeclaration(
        "look_up", "Looks up.",
        JsonDocument.Parse("""{"type":"object","properties":{"query":{"type":"string"}}}""").RootElement);

    [Fact]
    public async Task OpenAi_streams_words_and_calls_tools()
    {
        await using var service = await FakeService.StartAsync("/v1/chat/completions",
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":"Je "}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"regarde."}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"look_up","arguments":"{\"que"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ry\":\"lampe\"}"}}]}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
            "[DONE]");
        using var model = Open("openai", $"{service.Address}/v1");

        var response = await AskAsync(model);

        response.Text.ShouldBe("Je regarde.");
        var call = response.Messages[0].Contents.OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.Arguments!["query"]!.ToString()).ShouldBe(("c1", "look_up", "lampe"));
        var sent = service.Requests[0];
        sent.GetProperty("model").GetString().ShouldBe("a-model");
        sent.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString())
            .ShouldBe(["system", "user", "assistant", "tool"]);
        sent.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString().ShouldBe("look_up");
    }

    [Theory]
    [InlineData("openai", "/v1/chat/completions", true)]
    [InlineData("openai", "/v1/chat/completions", false)]
    [InlineData("anthropic", "/v1/messages", true)]
    [InlineData("anthropic", "/v1/messages", false)]
    public async Task A_service_is_shown_pictures_only_where_it_is_configured(
        string provider, string path, bool isConfigured)
    {
        await using var service = await FakeService.StartAsync(path, "[DONE]");
        using var model = Open(provider, AddressOf(service, provider), images: isConfigured);
        ChatMessage shown = new(
            ChatRole.User,
            [new TextContent("Vous avez ceci ?"), new UriContent("https://gateway.example.test/media/x", "image/png")]);

        // What is answered does not matter here, nor that it is nothing.
        await Record.ExceptionAsync(() => model.GetResponseAsync([shown]));

        service.Requests[0]
            .GetProperty("messages")
            .GetRawText()
            .Contains("https://gateway.example.test/media/x", StringComparison.Ordinal)
            .ShouldBe(isConfigured);
    }

    [Fact]
    public async Task OpenAi_arguments_that_are_no_json_are_a_malformed_call()
    {
        await using var service = await FakeService.StartAsync("/v1/chat/completions",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"look_up","arguments":"{oops"}}]}}]}""",
            "[DONE]");
        using var model = Open("openai", $"{service.Address}/v1");

        var call = (await AskAsync(model)).Messages[0].Contents.OfType<FunctionCallContent>().Single();

        call.Exception.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"name":"look_up","arguments":""}""")]
    [InlineData("""{"name":"look_up"}""")]
    [InlineData("""{"name":"look_up","arguments":"{}"}""")]
    public async Task OpenAi_calls_without_arguments_are_whole(string function)
    {
        await using var service = await FakeService.StartAsync(OpenAiPath,
            CallPiece(""" "index":0,"id":"c1" """, function),
            "[DONE]");
        using var model = Open("openai", $"{service.Address}/v1");

        var call = (await AskAsync(model)).Messages[0].Contents.OfType<FunctionCallContent>().Single();

        call.Exception.ShouldBeNull();
        (call.Arguments?.Count ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task OpenAi_calls_in_turns_are_each_put_together()
    {
        await using var service = await FakeService.StartAsync(OpenAiPath,
            CallPiece(""" "index":0,"id":"c1" """, """{"name":"look_up","arguments":"{\"query\":"}"""),
            CallPiece(""" "index":1,"id":"c2" """, """{"name":"look_up","arguments":"{\"query\":\"b"}"""),
            CallPiece(""" "index":0 """, """{"arguments":"\"a\"}"}"""),
            CallPiece(""" "index":1 """, """{"arguments":"\"}"}"""),
            "[DONE]");
        using var model = Open("openai", $"{service.Address}/v1");

        var said = (await AskAsync(model)).Messages.SelectMany(message => message.Contents);

        said.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Arguments!["query"]}")
            .ShouldBe(["c1 a", "c2 b"]);
    }

    [Fact]
    public async Task OpenAi_is_told_texts_as_texts_and_results_as_json()
    {
        await using var service = await FakeService.StartAsync(OpenAiPath, "[DONE]");
        using var model = Open("openai", $"{service.Address}/v1");
        using var arguments = JsonDocument.Parse("""{"query":"lampes à pétrole"}""");
        var query = arguments.RootElement.GetProperty("query");
        var call = new FunctionCallContent("c0", "look_up", new Dictionary<string, object?> { ["query"] = query });
        var found = JsonSerializer.SerializeToElement(new { found = 0 });

        await model.GetStreamingResponseAsync(
            [
                new(ChatRole.System, "Vous êtes un vendeur."),
                new(ChatRole.User, "Une lampe ?"),
                new(ChatRole.Assistant, [new TextContent("Je "), new TextContent("regarde."), call]),
                new(ChatRole.Tool, [new FunctionResultContent("c0", found), new FunctionResultContent("c1", "rien")]),
                new(ChatRole.Assistant, ""),
                new(ChatRole.User, [new TextContent("Alors"), new TextContent(" ?")]),
            ],
            new ChatOptions { Tools = [Tool], ToolMode = ChatToolMode.None },
            TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

        var sent = service.Requests[0];
        var messages = sent.GetProperty("messages").EnumerateArray().ToList();
        string[] told =
            ["Vous êtes un vendeur.", "Une lampe ?", "Je regarde.", """{"found":0}""", "rien", "", "Alors ?"];
        messages.Select(message => message.GetProperty("content").GetString()).ShouldBe(told);
        messages.Exists(message => message.TryGetProperty("name", out _)).ShouldBeFalse();
        var called = messages[2].GetProperty("tool_calls")[0];
        called.GetProperty("id").GetString().ShouldBe("c0");
        var written = called.GetProperty("function").GetProperty("arguments").GetString()!;
        using var sentArguments = JsonDocument.Parse(written);
        JsonElement.DeepEquals(sentArguments.RootElement, arguments.RootElement).ShouldBeTrue();
        sent.GetProperty("tool_choice").GetString().ShouldBe("none");
        sent.GetProperty("stream").GetBoolean().ShouldBeTrue();
        sent.EnumerateObject().Select(member => member.Name).Order()
            .ShouldBe(["messages", "model", "stream", "stream_options", "tool_choice", "tools"]);
        var parameters = sent.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters");
        JsonElement.DeepEquals(parameters.GetProperty("properties"), Tool.JsonSchema.GetProperty("properties"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task OpenAi_says_what_it_used()
    {
        await using var service = await FakeService.StartAsync(OpenAiPath,
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":"Bonjour."},"finish_reason":"stop"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}""",
            "[DONE]");
        using var model = Open("openai", $"{service.Address}/v1");

        var response = await AskAsync(model);

        response.Text.ShouldBe("Bonjour.");
        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount).ShouldBe((12, 3));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_service_that_fails_is_asked_once(string provider)
    {
        await using var service = await FakeService.StartAsync(
            PathOf(provider), StatusCodes.Status503ServiceUnavailable);
        using var model = Open(provider, AddressOf(service, provider));

        await Should.ThrowAsync<Exception>(() => AskAsync(model));

        service.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task Whoever_gives_up_ends_the_request(string provider)
    {
        await using var service = await FakeService.StartAsync(PathOf(provider), hangs: true);
        using var model = Open(provider, AddressOf(service, provider));
        using var patience = new CancellationTokenSource();

        var asked = model.GetStreamingResponseAsync("Bonjour", cancellationToken: patience.Token)
            .ToChatResponseAsync(patience.Token);
        await service.Asked.WaitAsync(TestContext.Current.CancellationToken);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await service.GivenUp.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_service_that_is_down_is_left_alone_for_a_while(string provider)
    {
        var clock = new ManualClock();
        await using var service = await FakeService.StartAsync(
            PathOf(provider), StatusCodes.Status503ServiceUnavailable);
        using var model = Open(provider, AddressOf(service, provider), clock: clock);
        for (var contact = 0; contact < 6; contact++)
            await Should.ThrowAsync<Exception>(() => AskAsync(model));
        service.Requests.Count.ShouldBe(3);

        clock.Advance(RestingChatClient.Rest);
        await Should.ThrowAsync<Exception>(() => AskAsync(model));

        service.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("openai", StatusCodes.Status401Unauthorized)]
    [InlineData("openai", StatusCodes.Status429TooManyRequests)]
    [InlineData("anthropic", StatusCodes.Status429TooManyRequests)]
    public async Task A_service_that_refuses_is_asked_for_the_next_contact(string provider, int status)
    {
        await using var service = await FakeService.StartAsync(PathOf(provider), status);
        using var model = Open(provider, AddressOf(service, provider));

        for (var contact = 0; contact < 6; contact++)
            await Should.ThrowAsync<Exception>(() => AskAsync(model));

        service.Requests.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_service_that_hangs_has_failed_before_the_next_ones_turn_comes(string provider)
    {
        var clock = new ManualClock();
        await using var service = await FakeService.StartAsync(PathOf(provider), hangs: true);
        using var model = Open(provider, AddressOf(service, provider), clock: clock);

        var asked = AskAsync(model);
        await service.Asked.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(20));

        await Should.ThrowAsync<Exception>(() => asked);
        await service.GivenUp.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task What_is_said_to_a_model_and_its_key_are_never_logged(string provider)
    {
        using var logs = new RecordedLogs();
        await using var service = await FakeService.StartAsync(
            PathOf(provider), StatusCodes.Status503ServiceUnavailable);
        using var model = Open(provider, AddressOf(service, provider), logs: logs);

        for (var contact = 0; contact < 4; contact++)
            await Should.ThrowAsync<Exception>(() => AskAsync(model));

        logs.Lines.ShouldNotBeEmpty("that it is left alone is told");
        logs.Lines.ShouldAllBe(line => !line.Contains(Key, StringComparison.Ordinal));
        logs.Lines.ShouldAllBe(line => !line.Contains("lampe", StringComparison.OrdinalIgnoreCase));
        logs.Lines.ShouldAllBe(line => !line.Contains("vendeur", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Anthropic_streams_words_and_calls_tools()
    {
        await using var service = await FakeService.StartAsync("/v1/messages",
            """{"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"a-model","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Je regarde."}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"c1","name":"look_up","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"lampe\"}"}}""",
            """{"type":"content_block_stop","index":1}""",
            """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":5}}""",
            """{"type":"message_stop"}""");
        using var model = Open("anthropic", service.Address);

        var response = await AskAsync(model);

        response.Text.ShouldBe("Je regarde.");
        var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.Arguments!["query"]!.ToString()).ShouldBe(("c1", "look_up", "lampe"));
        service.Requests[0].GetProperty("tools")[0].GetProperty("name").GetString().ShouldBe("look_up");
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_service_that_refuses_is_a_failure_before_anything_was_said(string provider)
    {
        await using var service = await FakeService.StartAsync("/elsewhere");
        using var model = Open(provider, $"{service.Address}/v1");

        await Should.ThrowAsync<Exception>(() => AskAsync(model));
    }

    /// <summary>A piece of a call: what of the call it tells, and what of its function.</summary>
    private static string CallPiece(string call, string function) =>
        $$$"""
        {"choices":[{"index":0,"delta":{"tool_calls":[{"type":"function",{{{call}}},"function":{{{function}}}}]}}]}
        """;

    private static string PathOf(string provider) => provider == "openai" ? OpenAiPath : "/v1/messages";

    private static string AddressOf(FakeService service, string provider) =>
        provider == "openai" ? $"{service.Address}/v1" : service.Address;

    private static IChatClient Open(
        string provider, string endpoint, bool images = false, TimeProvider? clock = null, RecordedLogs? logs = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        if (logs is not null)
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddLogging();
        var options = new ChatModelOptions
        {
            Provider = provider,
            Endpoint = new Uri(endpoint),
            ApiKey = Key,
            Model = "a-model",
            Images = images,
        };
        ChatModelHttp.Add(services, "main", options);
        return ChatModelProviders.Create("main", options, services.BuildServiceProvider());
    }

    private static Task<ChatResponse> AskAsync(IChatClient model) => model.GetStreamingResponseAsync(
        [
            new(ChatRole.System, "Vous êtes un vendeur."),
            new(ChatRole.User, "Une lampe ?"),
            new(
                ChatRole.Assistant,
                [new FunctionCallContent("c0", "look_up", new Dictionary<string, object?> { ["query"] = "lampes" })]),
            new(ChatRole.Tool, [new FunctionResultContent("c0", JsonSerializer.SerializeToElement(new { found = 0 }))]),
        ],
        new ChatOptions { Tools = [Tool] },
        TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

    private sealed class FakeService(WebApplication app) : IAsyncDisposable
    {
        public string Address => app.Urls.First();

        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<JsonElement> Requests { get; } = [];

        /// <summary>Ends when a request is there.</summary>
        public Task Asked => _asked.Task;

        /// <summary>Ends when a client has left before it had its answer.</summary>
        public Task GivenUp => _givenUp.Task;

        public static Task<FakeService> StartAsync(string path, params string[] events) =>
            StartAsync(path, StatusCodes.Status200OK, hangs: false, events);

        public static async Task<FakeService> StartAsync(
            string path, int status = StatusCodes.Status200OK, bool hangs = false, string[]? events = null)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var service = new FakeService(app);
            app.MapPost(path, async (HttpRequest request, HttpResponse response) =>
            {
                service.Requests.Add(await JsonSerializer.DeserializeAsync<JsonElement>(request.Body));
                response.StatusCode = status;
                response.ContentType = "text/event-stream";
                service._asked.TrySetResult();
                if (hangs)
                {
                    request.HttpContext.RequestAborted.Register(() => service._givenUp.TrySetResult());
                    await service.GivenUp;
                    return;
                }

                foreach (var data in events ?? [])
                {
                    var name = data.StartsWith("{\"type\":\"", StringComparison.Ordinal)
                        ? $"event: {data.Split('"')[3]}\n"
                        : "";
                    await response.WriteAsync($"{name}data: {data}\n\n");
                }
            });
            await app.StartAsync();
            return service;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
