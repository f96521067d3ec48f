using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// A model that is left alone for a while when it keeps failing, so that not every contact waits for it before the next
/// one is asked. Nothing is tried twice here: that is what the order of models is for.
/// </summary>
internal sealed partial class RestingChatClient : StreamedChatClient
{
    private const int FewestCalls = 3;
    private const double WorstShareOfFailures = 0.5;

    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);

    // Who asks may have less patience than the model has time, a judge's turn for one: that none of them has got a word
    // is no secret of theirs.
    private static readonly TimeSpan LongSilence = TimeSpan.FromSeconds(10);

    private readonly ResiliencePipeline _breaker;
    private readonly TimeProvider _time;

    /// <summary>Watches a model.</summary>
    /// <param name="name">Its name in the configuration.</param>
    /// <param name="model">The model.</param>
    /// <param name="time">Whose time it is.</param>
    /// <param name="logger">Is told when it is left alone.</param>
    public RestingChatClient(string name, IChatClient model, TimeProvider time, ILogger<RestingChatClient> logger)
        : base(model)
    {
        _time = time;
        _breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                MinimumThroughput = FewestCalls,
                FailureRatio = WorstShareOfFailures,
                SamplingDuration = Watched,
                BreakDuration = Rest,
                ShouldHandle = call => ValueTask.FromResult(
                    call.Outcome.Exception is AskedInVainException || ModelFailures.IsDown(call.Outcome.Exception)),
                OnOpened = _ =>
                {
                    Log.LeftAlone(logger, name, Rest.TotalSeconds);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>How long a model that was found down is left alone.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    /// <exception cref="BrokenCircuitException">It is left alone and was not asked.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        List<ChatResponseUpdate> first = [];
        var goesOn = await _breaker.ExecuteAsync(
            async token => await BeginsAsync(updates, first, token), cancellationToken);
        foreach (var update in first)
            yield return update;
        while (goesOn && (goesOn = await NextAsync(updates)))
            yield return updates.Current;
    }

    /// <summary>Takes what comes up to the first piece of the answer; false when there is no more.</summary>
    private async Task<bool> BeginsAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, List<ChatResponseUpdate> first,
        CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        try
        {
            while (await updates.MoveNextAsync())
            {
                first.Add(updates.Current);
                if (AnswerPieces.AreIn(updates.Current))
                    return true;
            }

            return false;
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested && _time.GetElapsedTime(asked) >= LongSilence)
        {
            throw new AskedInVainException(exception, cancellationToken);
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (ModelFailures.IsDown(exception))
        {
            // It began, which was counted for it; now it is counted against it as well.
            var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
            await _breaker.ExecuteOutcomeAsync<object, Exception>(
                static (_, failure) => ValueTask.FromResult(Outcome.FromException<object>(failure)),
                context, exception);
            ResilienceContextPool.Shared.Return(context);
            throw;
        }
    }

    /// <summary>Who asked has given up, after long enough.</summary>
    private sealed class AskedInVainException(OperationCanceledException why, CancellationToken token)
        : OperationCanceledException(why.Message, why, token);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Model {Model} keeps failing and is left alone for {Seconds} s")]
        public static partial void LeftAlone(ILogger logger, string model, double seconds);
    }
}
