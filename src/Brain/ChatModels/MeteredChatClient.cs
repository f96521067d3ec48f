using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// A model that says at the end of an answer what it took, as <see cref="UsedContent"/>: as its service counted, or
/// counted here where it does not tell. An answer that breaks off or is given up has no such end.
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
        ChatMessage[] given = [.. messages.Select(WithoutUsage)];
        var asked = time.GetTimestamp();
        var told = new UsageDetails();
        var words = new StringBuilder();
        await foreach (var update in InnerClient.GetStreamingResponseAsync(given, options, cancellationToken)
            .WithCancellation(cancellationToken))
        {
            foreach (var content in update.Contents)
            {
                if (content is UsageContent usage)
                    told.Add(usage.Details);
                else
                    words.Append(TokenCounter.WordsOf(content));
            }

            yield return update;
        }

        var used = told is { InputTokenCount: > 0 } or { OutputTokenCount: > 0 }
            ? ToldBy(told, time.GetElapsedTime(asked))
            : Estimated(given, words.ToString(), time.GetElapsedTime(asked));
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsedContent(used)]);
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

    private ModelUsage Estimated(ChatMessage[] given, string words, TimeSpan duration)
    {
        var (input, output) = (TokenCounter.Count(given), TokenCounter.Count(words));
        return new ModelUsage(name, input, 0, output, CostOf(input, 0, 0, output), duration) { IsEstimated = true };
    }

    private Money? CostOf(long input, long cached, long written, long output) =>
        prices?.CostOf(input, cached, written, output);
}
