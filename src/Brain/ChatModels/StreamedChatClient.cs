using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>A model over another that asks for every answer as a stream, so that each has one way to go.</summary>
internal abstract class StreamedChatClient(IChatClient model) : DelegatingChatClient(model)
{
    /// <inheritdoc/>
    public sealed override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public abstract override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);
}
