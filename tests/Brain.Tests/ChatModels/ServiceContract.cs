using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Testing;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>What every model promises that is asked over the network, whatever its service sends.</summary>
public abstract partial class ServiceContract : ChatModelContract
{
    private protected const string Key = WiredModel.Key;

    private protected abstract VendorWire Wire();

    private protected override Task<AskedModel> SayingAsync(params string[] words) =>
        AskingAsync(Wire().Answer(Wire().Words(words)));

    private protected override Task<AskedModel> CallingAsync(string query) =>
        AskingAsync(Calling("c1", ToolName, JsonSerializer.Serialize(new { query })));

    private protected ScriptedAnswer Calling(string id, string name, params string[] fragments)
    {
        var wire = Wire();
        return wire.Answer(wire.Call(id, name, fragments));
    }

    private protected async Task<AskedModel> AskingAsync(params ScriptedAnswer[] answers) =>
        Ask(await StartAsync(answers));

    private protected Task<ScriptedService> StartAsync(params ScriptedAnswer[] answers) =>
        ScriptedService.StartAsync(Wire().Path, answers);

    /// <summary>A model of that service.</summary>
    private protected AskedModel Ask(
        ScriptedService service, Action<ChatModelOptions>? configure = null, TimeProvider? clock = null,
        RecordedLogs? logs = null)
    {
        var model = new WiredModel(Wire(), service, configure, clock, logs);
        var arguments = new Dictionary<string, object?> { ["query"] = "lampes" };
        var found = JsonSerializer.SerializeToElement(new { found = 0 });
        return new AskedModel(
            model.Client,
            [
                new(ChatRole.System, "Vous êtes un vendeur."),
                new(ChatRole.System, "Il est midi."),
                new(ChatRole.User, "Une lampe ?"),
                new(ChatRole.Assistant, [new FunctionCallContent("c0", ToolName, arguments)]),
                new(ChatRole.Tool, [new FunctionResultContent("c0", found)]),
            ],
            new ChatOptions { Tools = [Tool] }, service, model);
    }

    /// <summary>All that comes until the end, and the failure that ended it.</summary>
    private protected static async Task<(List<ChatResponseUpdate> Updates, Exception? Failure)> TakeAsync(
        AskedModel model)
    {
        List<ChatResponseUpdate> updates = [];
        var failure = await Record.ExceptionAsync(async () =>
        {
            await foreach (var update in model.StreamAsync())
                updates.Add(update);
        });
        return (updates, failure);
    }

    private protected static List<FunctionCallContent> CallsIn(IEnumerable<ChatResponseUpdate> updates) =>
        [.. updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>()];
}
