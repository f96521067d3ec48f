using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Gateway.Brain.Turns;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Several models as one: a model that fails before it has said a sentence gives way to the next. Nobody is shown less
/// than a whole one of a model's, so that until then nothing was said. Once it was passed on, its failure is the
/// turn's: nothing is said twice. Calls are held back until then, or until the answer's end, because what is called
/// without having been said can be asked of the next model as well. Who has called a tool is told what came of it:
/// those that gave way before are not asked, and not waited for, once more.
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

    // Beside a call: which model has made it.
    private const string Caller = "gateway.model";

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
        for (var i = CallerIn(given); ; i++)
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
            // Words of code are shown as they come.
            var isHeld = !isLast && model.GetService(typeof(IOneRequestAtATime)) is null;
            var (begins, failure) = await BeginsAsync(updates, held, isHeld, name, isLast, cancellationToken);
            if (begins == Beginning.None)
            {
                List<UsedContent> told = [.. held.SelectMany(update => update.Contents).OfType<UsedContent>()];
                var isOver = isLast || cancellationToken.IsCancellationRequested;
                if (told.Count == 0 && failure is not null && !isOver)
                    told = [GaveWay(name, time.GetElapsedTime(asked), failure)];
                foreach (var used in told)
                    yield return new ChatResponseUpdate(ChatRole.Assistant, [used]);
                if (failure is not null && isOver)
                    ExceptionDispatchInfo.Throw(failure);
                continue;
            }

            if (!isLast)
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
            foreach (var update in held)
                yield return Marked(update, i);
            while (begins == Beginning.Words && await updates.MoveNextAsync())
                yield return Marked(updates.Current, i);
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
        IAsyncEnumerator<ChatResponseUpdate> updates, List<ChatResponseUpdate> held, bool isHeld, string name,
        bool isLast, CancellationToken cancellationToken)
    {
        var sentence = new FirstSentence();
        try
        {
            while (await updates.MoveNextAsync())
            {
                held.Add(updates.Current);
                sentence.Take(updates.Current.Text);
                if (isHeld ? sentence.IsWhole : sentence.Letters > 0)
                    return (Beginning.Words, null);
            }

            if (sentence.Letters > 0)
                return (Beginning.Whole, null);
            if (held.Exists(update => update.Contents.Any(content => content is FunctionCallContent)))
                return (Beginning.Whole, null);
            if (isLast)
                throw new InvalidOperationException($"Model {name} ended without an answer.");
            Log.SaidNothing(logger, name);
            return (Beginning.None, null);
        }
        catch (Exception exception)
        {
            if (exception is BrokenCircuitException)
                Log.Rests(logger, name);
            else if (!isLast && !cancellationToken.IsCancellationRequested)
                Log.GaveWay(logger, exception, name);
            return (Beginning.None, exception);
        }
    }

    private static ChatResponseUpdate Marked(ChatResponseUpdate update, int model)
    {
        foreach (var call in update.Contents.OfType<FunctionCallContent>())
            (call.AdditionalProperties ??= [])[Caller] = model;
        return update;
    }

    /// <summary>The model that is to go on: who has called since the contact spoke, or the first.</summary>
    private static int CallerIn(IEnumerable<ChatMessage> messages) => messages.Reverse()
        .TakeWhile(message => message.Role != ChatRole.User)
        .SelectMany(message => message.Contents.OfType<FunctionCallContent>())
        .Select(call => call.AdditionalProperties?.GetValueOrDefault(Caller) as int?)
        .FirstOrDefault() ?? 0;

    private static UsedContent GaveWay(string name, TimeSpan duration, Exception failure) =>
        new(new ModelUsage(name, 0, 0, 0, null, duration) { Failure = failure.GetType().Name });

    private enum Beginning
    {
        /// <summary>It said and called nothing.</summary>
        None,

        /// <summary>It has begun to speak.</summary>
        Words,

        /// <summary>It has said or called something, and has ended.</summary>
        Whole,
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
