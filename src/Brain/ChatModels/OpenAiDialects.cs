using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// What the services that speak OpenAI's API do otherwise than OpenAI: not every one takes a text in parts where a
/// plain one would do, and some send nothing at all as the arguments of a call that has none. Who has begun a stream
/// can only tell in it that something went wrong, which the vendor's client passes over. What tools found goes out as
/// compact as it came.
/// </summary>
internal sealed class OpenAiDialects(IChatClient model, ChatModelOptions service) : StreamedChatClient(model)
{
    private const string OpenAiHost = "api.openai.com";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new Dictionary<int, CallInPieces>();
        var updates = InnerClient.GetStreamingResponseAsync(
            messages.Select(Plainly), Strictly(Limit(options)), cancellationToken);
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            var raw = update.RawRepresentation as StreamingChatCompletionUpdate;
            ThrowIfError(raw);
            foreach (var piece in raw?.ToolCallUpdates ?? [])
            {
                var known = calls.GetValueOrDefault(piece.Index);
                calls[piece.Index] = new CallInPieces(
                    known.Id ?? piece.ToolCallId,
                    known.HasArguments || piece.FunctionArgumentsUpdate?.ToMemory().IsEmpty == false);
            }

            foreach (var call in update.Contents.OfType<FunctionCallContent>())
            {
                if (call.Exception is not null
                    && !calls.Values.Any(piece => piece.Id == call.CallId && piece.HasArguments))
                    (call.Arguments, call.Exception) = (new Dictionary<string, object?>(), null);
            }

            yield return update;
        }
    }

    /// <summary>
    /// The operator's limit under the name the service knows. OpenAI and Azure have given up <c>max_tokens</c>, and
    /// their newer models refuse it (https://platform.openai.com/docs/api-reference/chat/create); it is what all others
    /// took over from them, and some know nothing else.
    /// </summary>
    private ChatOptions? Limit(ChatOptions? options)
    {
        if ((options?.MaxOutputTokens ?? service.MaxOutputTokens) is not { } most)
            return options;
        var limited = options?.Clone() ?? new ChatOptions();
        var isVendors = service.Endpoint is not { } endpoint || endpoint.Host == OpenAiHost
            || service.Provider == ChatModelOptions.Azure;
        limited.MaxOutputTokens = isVendors ? most : null;
        if (!isVendors)
            limited.RawRepresentationFactory = _ => WithMaxTokens(most);
        return limited;
    }

    // Without it the schema of a record is but a hint
    // (https://platform.openai.com/docs/guides/structured-outputs).
    private static ChatOptions? Strictly(ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null }
            || options.Tools is { Count: > 0 })
            return options;
        var strict = options.Clone();
        (strict.AdditionalProperties ??= [])["strict"] = true;
        return strict;
    }

    /// <summary>An <c>error</c> in place of choices (https://openrouter.ai/docs/api-reference/streaming).</summary>
    private static void ThrowIfError(StreamingChatCompletionUpdate? update)
    {
#pragma warning disable SCME0001 // The one way to what the client does not know; still marked as new.
        if (update?.Patch.Contains("$.error"u8) == true)
#pragma warning restore SCME0001
            // What stands in it may repeat what was asked, and is logged with the failure.
            throw new IOException("The service ended its answer with an error.");
    }

    private static ChatCompletionOptions WithMaxTokens(int most)
    {
        var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The one way to a field that the client does not know; still marked as new.
        raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
        return raw;
    }

    private static ChatMessage Plainly(ChatMessage message)
    {
        var isPlain = message.Contents.OfType<TextContent>().Take(2).Count() < 2 &&
            !message.Contents.Any(content => content is FunctionResultContent { Result: not string });
        if (isPlain)
            return message;
        var copy = message.Clone();
        var texts = message.Text.Length > 0 ? new AIContent[] { new TextContent(message.Text) } : [];
        copy.Contents = [.. texts, .. message.Contents.Where(content => content is not TextContent).Select(Plainly)];
        return copy;
    }

    /// <summary>In as few letters as there are: each costs.</summary>
    private static AIContent Plainly(AIContent content) =>
        content is FunctionResultContent { Result: not string } result
            ? new FunctionResultContent(result.CallId, JsonSerializer.Serialize(result.Result, BrainJson.Options))
            : content;

    private readonly record struct CallInPieces(string? Id, bool HasArguments);
}
