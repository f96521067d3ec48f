using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Replays;

/// <summary>A model whose failures are remembered: the contact of a turn would hear an apology.</summary>
internal sealed class WatchedChatClient(IChatClient model) : IChatClient
{
    private readonly List<string> _failures = [];

    /// <summary>Names of the exceptions with which it failed, in order.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = model.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync())
            yield return updates.Current;

        async ValueTask<bool> NextAsync()
        {
            try
            {
                return await updates.MoveNextAsync();
            }
            catch (Exception exception)
            {
                _failures.Add(exception.GetType().Name);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => model.GetService(serviceType, serviceKey);

    // The model is everybody's, and outlives the turn.
    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
