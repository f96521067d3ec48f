using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Testing;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class OpenAiContractTests : ServiceContract
{
    private protected override VendorWire Wire() => new OpenAiWire();

    [Theory]
    [InlineData("""{"name":"look_up","arguments":""}""")]
    [InlineData("""{"name":"look_up"}""")]
    [InlineData("""{"name":"look_up","arguments":"{}"}""")]
    public async Task Calls_without_arguments_are_whole_however_they_are_written(string function)
    {
        var call0 = $$$"""{"index":0,"id":"c1","type":"function","function":{{{function}}}}""";
        await using var model = await AskingAsync(new ScriptedAnswer(
            $$$"""data: {"choices":[{"index":0,"delta":{"tool_calls":[{{{call0}}}]}}]}""" + "\n\ndata: [DONE]\n\n"));

        var call = CallsIn(await model.StreamAsync().ToListAsync(Token)).ShouldHaveSingleItem();

        call.Exception.ShouldBeNull();
        (call.Arguments?.Count ?? 0).ShouldBe(0);
    }

    [Fact]
    public async Task Calls_in_turns_are_each_put_together()
    {
        var wire = new OpenAiWire();
        await using var model = await AskingAsync(wire.Answer(
            wire.Call("c1", ToolName, "{\"query\":"), wire.Call("c2", ToolName, "{\"query\":\"b"),
            OpenAiWire.Fragment(0, "\"a\"}"), OpenAiWire.Fragment(1, "\"}")));

        CallsIn(await model.StreamAsync().ToListAsync(Token))
            .Select(call => $"{call.CallId} {call.Arguments!["query"]}")
            .ShouldBe(["c1 a", "c2 b"]);
    }

    [Fact]
    public async Task It_is_told_texts_as_texts_and_results_as_json()
    {
        await using var service = await StartAsync(Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service);
        using var arguments = JsonDocument.Parse("""{"query":"lampes à pétrole"}""");
        var query = arguments.RootElement.GetProperty("query");
        var call = new FunctionCallContent("c0", ToolName, new Dictionary<string, object?> { ["query"] = query });
        var found = JsonSerializer.SerializeToElement(new { found = 0 });

        await model.Model.GetResponseAsync(
            [
                new(ChatRole.System, "Vous êtes un vendeur."),
                new(ChatRole.User, "Une lampe ?"),
                new(ChatRole.Assistant, [new TextContent("Je "), new TextContent("regarde."), call]),
                new(ChatRole.Tool, [new FunctionResultContent("c0", found), new FunctionResultContent("c1", "rien")]),
                new(ChatRole.Assistant, ""),
                new(ChatRole.User, [new TextContent("Alors"), new TextContent(" ?")]),
            ],
            new ChatOptions { Tools = [Tool], ToolMode = ChatToolMode.None }, Token);

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
        sent.EnumerateObject().Select(member => member.Name).Order()
            .ShouldBe(["messages", "model", "stream", "stream_options", "tool_choice", "tools"]);
        OpenAiSpec.Instance.Check("/chat/completions", sent).ShouldBeEmpty();
        var parameters = sent.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters");
        JsonElement.DeepEquals(parameters.GetProperty("properties"), Tool.JsonSchema.GetProperty("properties"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Azure_is_asked_below_openai_v1_with_the_key_in_its_own_header()
    {
        await using var service = await ScriptedService.StartAsync(
            "/openai/v1/chat/completions", Wire().Answer(Wire().Words("Bonjour.")));
        await using var model = Ask(service, options =>
        {
            options.Provider = ChatModelOptions.Azure;
            options.Endpoint = new Uri(service.Address);
            options.MaxOutputTokens = 300;
        });

        (await TakeAsync(model)).Updates.ToChatResponse().Text.ShouldBe("Bonjour.");

        service.Headers[0]["api-key"].ShouldBe(Key);
        service.Headers[0].ContainsKey("Authorization").ShouldBeFalse();
        service.Requests[0].GetProperty("max_completion_tokens").GetInt32().ShouldBe(300);
    }
}
