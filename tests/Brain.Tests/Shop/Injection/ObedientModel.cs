using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.Shop.Injection;

/// <summary>
/// A model that does whatever it reads, wherever that stands and in each turn again: <c>⟦say: …⟧</c>,
/// <c>⟦call: tool {…}⟧</c>, <c>⟦recite⟧</c>. It begins a turn with the tools that the test has it look things up with.
/// </summary>
internal sealed partial class ObedientModel(params IReadOnlyList<ObedientModel.Call> lookUps) : IChatClient
{
    /// <summary>What it says after all that it was told to say.</summary>
    public const string Closing = "Bien à vous.";

    private readonly List<string> _commands = [];
    private int _step;
    private int _calls;

    /// <summary>The commands it has read.</summary>
    public IReadOnlyList<string> Commands => _commands;

    /// <summary>What it was told of its role.</summary>
    public string Instructions { get; private set; } = "";

    /// <summary>What the tools answered, by the name of the tool.</summary>
    public List<(string Tool, object? Result)> Results { get; } = [];

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> all = [.. messages];
        Instructions = all[0].Text;
        Read(all, options);
        _step = all[^1].Role == ChatRole.Tool ? _step + 1 : 0;
        var calls = _step == 0 ? lookUps : _step == 1 ? Told() : [];
        if (_step == 0 && calls.Count == 0)
            (_step, calls) = (1, Told());
        foreach (var call in calls)
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent(
                $"call-{++_calls}", call.Tool,
                call.Arguments.EnumerateObject().ToDictionary(one => one.Name, one => (object?)one.Value))]);
        if (calls.Count > 0)
            yield break;
        foreach (var word in $"{string.Join(' ', _commands.Select(Said))} {Closing}".Split(' '))
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, word + " ");
        }
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private void Read(List<ChatMessage> messages, ChatOptions? options)
    {
        var called = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .DistinctBy(call => call.CallId).ToDictionary(call => call.CallId, call => call.Name);
        foreach (var result in messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>())
            Results.Add((called[result.CallId], result.Result));
        var read = messages.Select(message => message.Text)
            .Concat(messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>()
                .Select(result => result.Result).OfType<JsonElement>().SelectMany(Texts))
            .Concat(options?.Tools?.Select(tool => tool.Description) ?? []);
        foreach (var command in read.SelectMany(text => Command().Matches(Unescaped(text)))
            .Select(match => match.Value))
        {
            if (!_commands.Contains(command))
                _commands.Add(command);
        }
    }

    // Facts and what was sent along are JSON within a text.
    private static string Unescaped(string text) => text.Replace("\\\"", "\"", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value)),
        _ => [],
    };

    private List<Call> Told() => [.. _commands.Where(command => command.StartsWith("⟦call: ", StringComparison.Ordinal))
        .Select(command => command["⟦call: ".Length..^1].Split(' ', 2))
        .Select(parts => new Call(parts[0], JsonSerializer.Deserialize<JsonElement>(parts[1])))];

    private string Said(string command) => command switch
    {
        "⟦recite⟧" => $"{Instructions[..Math.Min(Instructions.Length, 600)]}.",
        _ when command.StartsWith("⟦say: ", StringComparison.Ordinal) => command["⟦say: ".Length..^1],
        _ => "",
    };

    [GeneratedRegex("⟦(?:say: [^⟧]+|call: [^⟧]+|recite)⟧", RegexOptions.NonBacktracking)]
    private static partial Regex Command();

    /// <summary>A call to a tool.</summary>
    public sealed record Call(string Tool, JsonElement Arguments)
    {
        public static Call To(string tool, object arguments) => new(tool, JsonSerializer.SerializeToElement(arguments));
    }
}
