using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Several models as one: a model that fails before it said or called anything gives way to the next. Once it has
/// begun, its failure is the turn's.
/// </summary>
internal sealed partial class FallbackChatClient(
    IReadOnlyList<(string Name, IChatClient Model)> models, TimeProvider time, ILogger<FallbackChatClient> logger)
        : IChatClient
{
    /// <summary>How long a model may take to begin before the next one is asked.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

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
        for (var i = 0; ; i++)
        {
            var (name, model) = models[i];
            using var patience = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            await using var updates = model.GetStreamingResponseAsync(given, options, both.Token)
                .GetAsyncEnumerator(both.Token);
            if (!await BeginsAsync(updates, name, isLast: i == models.Count - 1, cancellationToken))
                continue;
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
            do
                yield return updates.Current;
            while (await updates.MoveNextAsync());
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

    private async Task<bool> BeginsAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, string name, bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            while (await updates.MoveNextAsync())
            {
                if (updates.Current.Contents.Any(
                    content => content is FunctionCallContent or TextContent { Text.Length: > 0 }))
                    return true;
            }

            if (isLast)
                throw new InvalidOperationException($"Model {name} ended without an answer.");
            Log.SaidNothing(logger, name);
            return false;
        }
        catch (Exception exception) when (!isLast && !cancellationToken.IsCancellationRequested)
        {
            Log.GaveWay(logger, exception, name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Model {Model} failed before it began and gives way to the next")]
        public static partial void GaveWay(ILogger logger, Exception exception, string model);

        [LoggerMessage(LogLevel.Warning, "Model {Model} ended without an answer and gives way to the next")]
        public static partial void SaidNothing(ILogger logger, string model);
    }
}
