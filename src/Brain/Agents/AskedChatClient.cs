using System.Runtime.CompilerServices;
using Gateway.Brain.Turns;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Agents;

/// <summary>
/// Takes down each time that a model is asked, with what it took, and asks it so often and no more: the last time it is
/// told to call no tool. The tools stay in the request, because not every vendor takes calls of the past without them.
/// </summary>
/// <param name="model">Who is asked.</param>
/// <param name="mostCalls">How often at the most, 1 or more; beyond that nothing is answered.</param>
/// <param name="book">Books what it took.</param>
/// <param name="ledger">Takes it down. Of the house model, which is run again after each tool, nothing.</param>
/// <param name="time">What it takes is measured by.</param>
internal sealed class AskedChatClient(
    IChatClient model, int mostCalls, Func<ModelUsage, Task> book, TurnLedger ledger, TimeProvider time)
    : IChatClient
{
    private readonly bool _isCode = model.GetService(typeof(IOneRequestAtATime)) is not null;
    private int _calls;

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => model.GetService(serviceType, serviceKey);

    // The model is everybody's, and outlives the turn.
    /// <inheritdoc/>
    public void Dispose()
    {
    }

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
        if (++_calls > mostCalls)
            yield break;
        if (_calls == mostCalls && options?.Tools is { Count: > 0 })
        {
            options = options.Clone();
            options.ToolMode = ChatToolMode.None;
        }

        var started = time.GetTimestamp();
        var isTold = _isCode;
        try
        {
            await foreach (var update in model.GetStreamingResponseAsync(messages, options, cancellationToken)
                .WithCancellation(cancellationToken))
            {
                foreach (var used in update.Contents.OfType<UsedContent>())
                {
                    isTold = true;
                    ledger.Asked(used.Usage);
                    await book(used.Usage);
                }

                yield return update;
            }
        }
        finally
        {
            if (!isTold)
                ledger.Asked(time.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
