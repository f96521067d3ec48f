using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using OpenAiMessage = OpenAI.Chat.ChatMessage;

namespace Gateway.Brain.ChatModels;

/// <summary>OpenAI's own client as an <see cref="IChatClient"/>: for OpenAI and every service that speaks its chat completions.</summary>
internal sealed class OpenAiChatClient(ChatClient client) : IChatClient
{
    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<AiMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AiMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new SortedDictionary<int, CallInPieces>();
        var updates = client.CompleteChatStreamingAsync(messages.SelectMany(ToOpenAi), ToOpenAi(options), cancellationToken);
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            foreach (var part in update.ContentUpdate.Where(part => part.Text is { Length: > 0 }))
                yield return new ChatResponseUpdate(ChatRole.Assistant, part.Text);
            foreach (var piece in update.ToolCallUpdates)
            {
                if (!calls.TryGetValue(piece.Index, out var call))
                    calls[piece.Index] = call = new CallInPieces();
                call.Add(piece);
            }
        }

        // The arguments of a call come in pieces, and those of several calls in turns: they are whole only at the end.
        if (calls.Count > 0)
            yield return new ChatResponseUpdate(ChatRole.Assistant, [.. calls.Values.Select(call => call.ToContent())]);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai")
        : serviceType.IsInstanceOfType(client) ? client
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static ChatCompletionOptions ToOpenAi(ChatOptions? options)
    {
        var completion = new ChatCompletionOptions();
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            completion.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        if (completion.Tools.Count > 0)
            completion.ToolChoice = options!.ToolMode is NoneChatToolMode ? ChatToolChoice.CreateNoneChoice() : ChatToolChoice.CreateAutoChoice();
        return completion;
    }

    private static IEnumerable<OpenAiMessage> ToOpenAi(AiMessage message)
    {
        if (message.Role == ChatRole.System)
            return [new SystemChatMessage(message.Text)];
        if (message.Role == ChatRole.User)
        {
            // Not every service that speaks this API takes parts where plain text would do.
            return message.Contents.Any(content => content is UriContent)
                ? [new UserChatMessage([ChatMessageContentPart.CreateTextPart(message.Text), .. Pictures(message)])]
                : [new UserChatMessage(message.Text)];
        }

        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, TextOf(result.Result)));
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(call => ChatToolCall.CreateFunctionToolCall(
                call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments, BrainJson.Options))))
            .ToList();
        if (calls.Count == 0)
            return [new AssistantChatMessage(message.Text)];
        var assistant = new AssistantChatMessage(calls);
        if (message.Text.Length > 0)
            assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        return [assistant];
    }

    private static IEnumerable<ChatMessageContentPart> Pictures(AiMessage message) =>
        message.Contents.OfType<UriContent>().Select(picture => ChatMessageContentPart.CreateImagePart(picture.Uri));

    private static string TextOf(object? result) => result switch
    {
        string text => text,
        JsonElement json => json.GetRawText(),
        _ => JsonSerializer.Serialize(result, BrainJson.Options),
    };

    private sealed class CallInPieces
    {
        private readonly StringBuilder _arguments = new();
        private string _id = "";
        private string _name = "";

        public void Add(StreamingChatToolCallUpdate piece)
        {
            _id = piece.ToolCallId is { Length: > 0 } id ? id : _id;
            _name = piece.FunctionName is { Length: > 0 } name ? name : _name;
            if (piece.FunctionArgumentsUpdate is { } arguments)
                _arguments.Append(arguments);
        }

        public FunctionCallContent ToContent()
        {
            var call = new FunctionCallContent(_id, _name);
            try
            {
                call.Arguments = _arguments.Length == 0
                    ? new Dictionary<string, object?>()
                    : JsonSerializer.Deserialize<Dictionary<string, object?>>(_arguments.ToString(), BrainJson.Options);
            }
            catch (JsonException exception)
            {
                // Answered to the model as a malformed call.
                call.Exception = exception;
            }

            return call;
        }
    }
}
