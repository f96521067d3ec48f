using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;
using Gateway.Tests.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Replays;

/// <summary>A conversation that the house model led, run again against a service that speaks OpenAI's API.</summary>
public sealed class ModelReplayTests : IAsyncLifetime
{
    private const string Answer = "Come and see us in the shop.";

    private readonly string _data = Directory.CreateTempSubdirectory("gateway-replay-").FullName;
    private readonly ConcurrentQueue<JsonObject> _asked = [];
    private readonly HttpClient _operator = new();
    private LoopbackServer _service = null!;
    private GatewayProcess _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service = new LoopbackServer(app => app.MapPost("/v1/chat/completions", AnswerAsync));
        await _service.StartAsync();
        // Behind the house model, which always answers, no visitor meets it.
        _gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _data), ("Models:Order", "house,gpt"), ("Models:gpt:Provider", "openai"),
            ("Models:gpt:Endpoint", new Uri(_service.Address!, "v1").AbsoluteUri), ("Models:gpt:Model", "any"),
            ("Models:gpt:PricePerMillion:Input", "1000"), ("Models:gpt:PricePerMillion:Output", "2000"));
        _operator.BaseAddress = _gateway.Address;
        _operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await _gateway.ApiKeyAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _operator.Dispose();
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task The_command_shows_what_another_model_says_under_another_prompt_and_what_it_takes()
    {
        var session = await RecordedChat.HoldAsync(_operator, "demo-shop", "en", "do you have a kettle?");
        await RecordedChat.RecordingAsync(_operator, session, 1);
        var prompt = Path.Combine(_data, "seller.prompt");
        await File.WriteAllTextAsync(
            prompt, "You send everybody to the shop of {{$workspace}}.", TestContext.Current.CancellationToken);
        _asked.ShouldBeEmpty("visitors do not meet it");

        var run = await CommandRun.OfAsync(
            "replay", session, "--model", "gpt", "--prompt", $"shop-seller={prompt}",
            "--urls", _gateway.Address.ToString(), "--Gateway:DataPath", _data);
        await _service.GoDownAsync();
        var down = await CommandRun.OfAsync(
            "replay", session, "--model", "gpt",
            "--urls", _gateway.Address.ToString(), "--Gateway:DataPath", _data);

        (run.ExitCode, run.Errors).ShouldBe((2, ""), run.Output);
        run.Output.ShouldContain("turn 1  changed: calls, said, parts");
        run.Output.ShouldContain("- search_catalogue {");
        run.Output.ShouldContain(Answer);
        run.Output.ShouldContain("0/0 tokens, 0 ms of models -> 120/8 tokens");
        run.Output.ShouldContain("0.136 USD");
        var asked = _asked.ShouldHaveSingleItem();
        ((string?)asked["messages"]![0]!["content"]).ShouldNotBeNull()
            .ShouldStartWith("You send everybody to the shop of Maison Corvelle.");
        down.ExitCode.ShouldBe(2, down.Output);
        down.Output.ShouldContain("! the model failed: ");
    }

    private async Task AnswerAsync(HttpContext http)
    {
        _asked.Enqueue((await JsonSerializer.DeserializeAsync<JsonObject>(http.Request.Body))!);
        http.Response.ContentType = "text/event-stream";
        await SendAsync(new { role = "assistant", content = Answer }, finish: null, usage: null);
        await SendAsync(new { }, "stop", new { prompt_tokens = 120, completion_tokens = 8, total_tokens = 128 });
        await http.Response.WriteAsync("data: [DONE]\n\n");

        Task SendAsync(object delta, string? finish, object? usage) => http.Response.WriteAsync(
            $"data: {JsonSerializer.Serialize(new
            {
                id = "1",
                @object = "chat.completion.chunk",
                created = 1,
                model = "any",
                choices = new[] { new { index = 0, delta, finish_reason = finish } },
                usage,
            })}\n\n");
    }
}
