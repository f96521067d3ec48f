using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>A model under contract, and what it is asked.</summary>
internal sealed class AskedModel(
    IChatClient model, IReadOnlyList<ChatMessage> messages, ChatOptions options, params IAsyncDisposable[] behind)
    : IAsyncDisposable
{
    public IChatClient Model => model;

    public IReadOnlyList<ChatMessage> Messages => messages;

    public ChatOptions Options => options;

    public IAsyncEnumerable<ChatResponseUpdate> StreamAsync(CancellationToken? token = null) =>
        model.GetStreamingResponseAsync(messages, options, token ?? TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        model.Dispose();
        foreach (var one in behind)
            await one.DisposeAsync();
    }
}
