using System.Runtime.CompilerServices;
using Gateway.Brain.Turns;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Several models as one: a model that fails before it has said a word gives way to the next. Once a word of it was
/// passed on, its failure is the turn's: nothing is said twice. Calls are held back until then, or until the answer's
/// end, because what is called without having been said can be asked of the next model as well.
/// </summary>
internal sealed partial class FallbackChatClient(
    IReadOnlyList<(string Name, IChatClient Model)> models, TimeProvider time, ILogger<FallbackChatClient> logger)
        : IChatClient
{
    /// <summary>
    /// How long all models together may take until one has begun. Then only the last one is asked, which is the house's
    /// unless the order says otherwise: it needs no time, and the turn still has some.
    /// </summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(40);

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
            updates.Add(update);
        return updates.ToChatResponse();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var given = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        using var patience = new CancellationTokenSource(Patience, time);
        for (var i = 0; ; i++)
        {
            var isLast = i == models.Count - 1;
            if (!isLast && patience.IsCancellationRequested)
                continue;
            var (name, model) = models[i];
            var asked = time.GetTimestamp();
            using var both = CancellationTokenSource.CreateLinkedTokenSource(
                isLast ? CancellationToken.None : patience.Token, cancellationToken);
            await using var updates = model.GetStreamingResponseAsync(given, options, both.Token)
                .GetAsyncEnumerator(both.Token);
            List<ChatResponseUpdate> held = [];
            var (begins, failure) = await BeginsAsync(updates, held, name, isLast, cancellationToken);
            if (begins == Beginning.None)
            {
                foreach (var used in held.SelectMany(update => update.Contents).OfType<UsedContent>())
                    yield return new ChatResponseUpdate(ChatRole.Assistant, [used]);
                if (failure is not null)
                    yield return GaveWay(name, time.GetElapsedTime(asked), failure);
                continue;
            }

            if (!isLast)
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
            foreach (var update in held)
                yield return update;
            while (begins == Beginning.Words && await updates.MoveNextAsync())
                yield return updates.Current;
            yield break;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this)
            ? this
            : models[0].Model.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, model) in models)
            model.Dispose();
    }

    private async Task<(Beginning Begins, Exception? Failure)> BeginsAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, List<ChatResponseUpdate> held, string name, bool isLast,
        CancellationToken cancellationToken)
    {
        try
        {
            while (await updates.MoveNextAsync())
            {
                held.Add(updates.Current);
                if (updates.Current.Contents.Any(content => content is TextContent { Text.Length: > 0 }))
                    return (Beginning.Words, null);
            }

            if (held.Exists(update => update.Contents.Any(content => content is FunctionCallContent)))
                return (Beginning.Calls, null);
            if (isLast)
                throw new InvalidOperationException($"Model {name} ended without an answer.");
            Log.SaidNothing(logger, name);
            return (Beginning.None, null);
        }
        catch (Exception exception) when (!isLast && !cancellationToken.IsCancellationRequested)
        {
            if (exception is BrokenCircuitException)
                Log.Rests(logger, name);
            else
                Log.GaveWay(logger, exception, name);
            return (Beginning.None, exception);
        }
    }

    private static ChatResponseUpdate GaveWay(string name, TimeSpan duration, Exception failure) =>
        new(
            ChatRole.Assistant,
            [new UsedContent(new ModelUsage(name, 0, 0, 0, null, duration) { Failure = failure.GetType().Name })]);

    private enum Beginning
    {
        /// <summary>It said and called nothing.</summary>
        None,

        /// <summary>It has begun to speak.</summary>
        Words,

        /// <summary>It called tools, and has ended.</summary>
        Calls,
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Model {Model} failed before it began and gives way to the next")]
        public static partial void GaveWay(ILogger logger, Exception exception, string model);

        [LoggerMessage(LogLevel.Debug, "Model {Model} is left alone for now and gives way to the next")]
        public static partial void Rests(ILogger logger, string model);

        [LoggerMessage(LogLevel.Warning, "Model {Model} ended without an answer and gives way to the next")]
        public static partial void SaidNothing(ILogger logger, string model);
    }
}
