using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Tests;

/// <summary>A model that never answers.</summary>
internal sealed class HangingModel : IChatClient
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it was asked.</summary>
    public Task Asked => _asked.Task;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _asked.SetResult();
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        yield break;
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
