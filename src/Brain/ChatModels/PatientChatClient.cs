using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>A model that has so long to begin and so long to come to an end. Then its request is given up.</summary>
/// <param name="model">The model.</param>
/// <param name="toBegin">Until the first piece of its answer, be it words or a call.</param>
/// <param name="inAll">Until the answer's end.</param>
/// <param name="time">Whose time it is.</param>
internal sealed class PatientChatClient(IChatClient model, TimeSpan toBegin, TimeSpan inAll, TimeProvider time)
    : StreamedChatClient(model)
{
    /// <inheritdoc/>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(toBegin, time);
        using var deadline = new CancellationTokenSource(inAll, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, deadline.Token, cancellationToken);
        await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, any.Token)
            .GetAsyncEnumerator(any.Token);
        var hasBegun = false;
        while (await NextAsync())
        {
            if (!hasBegun && AnswerPieces.AreIn(updates.Current))
            {
                hasBegun = true;
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
            }

            yield return updates.Current;
        }

        async ValueTask<bool> NextAsync()
        {
            try
            {
                return await updates.MoveNextAsync();
            }
            // The vendors' clients each have a failure of their own for a request that was given up.
            catch (Exception exception) when (
                !cancellationToken.IsCancellationRequested &&
                (patience.IsCancellationRequested || deadline.IsCancellationRequested))
            {
                throw new TimeoutException(
                    hasBegun
                        ? $"The answer did not end within {inAll.TotalSeconds:0} s."
                        : $"The answer did not begin within {Math.Min(toBegin.TotalSeconds, inAll.TotalSeconds):0} s.",
                    exception);
            }
        }
    }
}
