using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// A model that is not shown pictures, because it cannot see or because the operator does not want its service to have
/// them.
/// </summary>
internal sealed class WordsOnlyChatClient(IChatClient model) : DelegatingChatClient(model)
{
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(messages.Select(WithoutPictures), options, cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages.Select(WithoutPictures), options, cancellationToken);

    private static ChatMessage WithoutPictures(ChatMessage message)
    {
        if (!message.Contents.Any(content => content is UriContent))
            return message;
        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Where(content => content is not UriContent)];
        return copy;
    }
}
