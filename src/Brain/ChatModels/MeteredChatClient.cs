using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// A model that says at the end of an answer what it took, as <see cref="UsedContent"/>: as its service counted, or
/// counted here where it does not tell. Of an answer that breaks off or is given up it says so before it fails: what
/// was asked and said until then has its price.
/// </summary>
/// <param name="name">The model's name in the configuration.</param>
/// <param name="model">The model.</param>
/// <param name="prices">What its tokens cost, or null.</param>
/// <param name="time">Whose time it is.</param>
internal sealed class MeteredChatClient(string name, IChatClient model, ModelPrices? prices, TimeProvider time)
    : StreamedChatClient(model)
{
    // As Anthropic's client calls what its service keeps from now on.
    private const string CacheWrites = "CacheCreationInputTokens";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChatMessage[] given = [.. messages.Select(WithoutUsage)];
        var asked = time.GetTimestamp();
        var told = new UsageDetails();
        var words = new StringBuilder();
        var (hasAnswered, isCounted) = (false, false);
        Exception? failure = null;
        await using var updates = InnerClient.GetStreamingResponseAsync(given, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                    break;
            }
            catch (Exception exception)
            {
                failure = exception;
                break;
            }

            hasAnswered = true;
            foreach (var content in updates.Current.Contents)
            {
                if (content is UsageContent usage)
                {
                    told.Add(usage.Details);
                    isCounted = true;
                }
                else if (TokenCounter.WordsOf(content) is { Length: > 0 } more)
                {
                    words.Append(more);
                    isCounted = false;
                }
            }

            yield return updates.Current;
        }

        var took = time.GetElapsedTime(asked);
        var used = told is { InputTokenCount: > 0 } or { OutputTokenCount: > 0 }
            ? isCounted ? ToldBy(told, took) : Completed(told, words.ToString(), took)
            : failure is null or TimeoutException || hasAnswered || cancellationToken.IsCancellationRequested
                ? Estimated(given, words.ToString(), took)
            // A request that was refused costs nothing; of one that was given up nobody knows, and it was read.
            : new ModelUsage(name, 0, 0, 0, null, took);
        // The vendors' clients each have a failure of their own for a request that was given up.
        var why = cancellationToken.IsCancellationRequested && failure is not null
            ? ModelUsage.GivenUp
            : failure?.GetType().Name;
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsedContent(used with { Failure = why })]);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    // Who runs tools in a loop hands back all that came before, and no vendor's client knows this.
    private static ChatMessage WithoutUsage(ChatMessage message)
    {
        if (!message.Contents.Any(content => content is UsedContent))
            return message;
        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Where(content => content is not UsedContent)];
        return copy;
    }

    private ModelUsage ToldBy(UsageDetails told, TimeSpan duration)
    {
        var (input, cached, output) = (
            told.InputTokenCount ?? 0, told.CachedInputTokenCount ?? 0, told.OutputTokenCount ?? 0);
        var written = told.AdditionalCounts?.GetValueOrDefault(CacheWrites) ?? 0;
        return new ModelUsage(name, input, cached, output, CostOf(input, cached, written, output), duration);
    }

    // A service that counts at the beginning and at the end had no end to count at.
    private ModelUsage Completed(UsageDetails told, string words, TimeSpan duration)
    {
        told.OutputTokenCount = Math.Max(told.OutputTokenCount ?? 0, TokenCounter.Count(words));
        return ToldBy(told, duration) with { IsEstimated = true };
    }

    private ModelUsage Estimated(ChatMessage[] given, string words, TimeSpan duration)
    {
        var (input, output) = (TokenCounter.Count(given), TokenCounter.Count(words));
        return new ModelUsage(name, input, 0, output, CostOf(input, 0, 0, output), duration) { IsEstimated = true };
    }

    private Money? CostOf(long input, long cached, long written, long output) =>
        prices?.CostOf(input, cached, written, output);
}
