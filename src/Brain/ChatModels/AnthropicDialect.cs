using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>Asks Anthropic for records by schemas that it takes.</summary>
internal sealed class AnthropicDialect(IChatClient model) : StreamedChatClient(model)
{
    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        InnerClient.GetStreamingResponseAsync(messages, Fitted(options), cancellationToken);

    private static ChatOptions? Fitted(ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: { } schema } format)
            return options;
        var fitted = options.Clone();
        fitted.ResponseFormat = ChatResponseFormat.ForJsonSchema(
            AnthropicSchema.Of(schema), format.SchemaName, format.SchemaDescription);
        return fitted;
    }
}
