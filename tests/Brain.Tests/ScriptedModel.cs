using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests;

/// <summary>
/// A model that answers what the test wrote down, one answer for each request; the last one over and over.
/// </summary>
internal sealed class ScriptedModel(params IReadOnlyList<ScriptedModel.Answer> answers) : IChatClient
{
    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    public List<ChatOptions?> Options { get; } = [];

    public static Answer Says(string text) =>
        new(
            text.Split(' ')
            .Select((word, index) => (AIContent)new TextContent(index == 0 ? word : $" {word}"))
            .ToList(), null);

    public static Answer Calls(string tool, IDictionary<string, object?>? arguments = null) =>
        new(
            [new FunctionCallContent($"call-{Guid.NewGuid():N}", tool, arguments ?? new Dictionary<string, object?>())],
            null);

    public static Answer Fails(string afterText = "") =>
        new(afterText.Length == 0 ? [] : [new TextContent(afterText)], new HttpRequestException("The model is down."));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Requests.Add([.. messages]);
        Options.Add(options);
        var answer = answers[Math.Min(Requests.Count, answers.Count) - 1];
        foreach (var content in answer.Contents)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [Anew(content)]);
        }

        if (answer.Failure is not null)
            throw answer.Failure;
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    // No model sends one call twice.
    private AIContent Anew(AIContent content) => content is FunctionCallContent call
        ? new FunctionCallContent($"{call.CallId}-{Requests.Count}", call.Name, call.Arguments)
        {
            Exception = call.Exception,
        }
        : content;

    public void Dispose()
    {
    }

    public sealed record Answer(IReadOnlyList<AIContent> Contents, Exception? Failure);
}
