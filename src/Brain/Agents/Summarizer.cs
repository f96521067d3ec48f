using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Agents;

/// <summary>
/// Folds what is about to fall out of a model's sight into the conversation's summary. The model of the turn words it,
/// once the turn's own words are out; the house model, which is shown nothing of before, never does.
/// </summary>
internal sealed partial class Summarizer(IModelBudget budget, TimeProvider time, ILogger<Summarizer> logger)
{
    /// <summary>The name it goes by in the ledger.</summary>
    public const string Name = "summary";

    /// <summary>How long a summary may be, in tokens.</summary>
    public const int MostTokens = 400;

    /// <summary>How long a model may take: the turn is committed after it, and the next one waits.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    // What may be shown word for word: half of what a model is told, beside its instructions and the facts.
    private const int MostShown = AgentRunner.MaxHistoryTokens / 2;

    // Fewer than the 20 entries that a turn is given, so that none is gone before it was folded.
    private const int MostEntries = 16;

    // Of one entry, in tokens: what is told of a whole page in a summary stands at its beginning.
    private const int MostOfEntry = 600;

    private static readonly ChatResponseFormat Format = ChatResponseFormat.ForJsonSchema(
        BrainSchema.Of(typeof(Summed)), Name);

    /// <summary>What is to be folded into the summary now.</summary>
    /// <param name="summary">The summary so far.</param>
    /// <param name="recent">The newest entries of the transcript, oldest first.</param>
    /// <param name="most">How many tokens may be shown word for word.</param>
    /// <returns>
    /// The oldest of the entries that the summary does not cover, up to where the contact speaks again, so many that
    /// half of what is allowed is free again: most turns then have nothing to fold. Empty while nothing is due.
    /// </returns>
    public static IReadOnlyList<Entry> Due(RunningSummary summary, IReadOnlyList<Entry> recent, int most = MostShown)
    {
        var shown = recent.Where(entry => !summary.Covers(entry) && entry.Role != EntryRole.System).ToList();
        var costs = shown.ConvertAll(entry => TokenCounter.Count(entry.Text));
        if (costs.Sum() <= most && shown.Count <= MostEntries)
            return [];
        var (tokens, kept) = (0, 0);
        while (kept < MostEntries / 2 && kept < shown.Count && tokens + costs[^(kept + 1)] <= most / 2)
            tokens += costs[^++kept];
        // What the contact asks last is never folded, and what stays begins with the contact.
        var from = shown.Count - kept;
        while (from < shown.Count && shown[from].Role != EntryRole.Contact)
            from++;
        if (from == shown.Count)
            from = Math.Max(shown.FindLastIndex(entry => entry.Role == EntryRole.Contact), 0);
        return shown[..from];
    }

    /// <summary>Brings the summary up to date, where something is due.</summary>
    /// <param name="model">The model of the turn.</param>
    /// <param name="summary">The summary that the last turn left.</param>
    /// <param name="turn">The solution's side of the turn.</param>
    /// <param name="ledger">Takes down what is asked and answered.</param>
    /// <param name="interrupted">Ends it: somebody waits for the turn to end.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    /// <returns>The summary to be kept: what it was where nothing was due or nobody could word it.</returns>
    public async Task<RunningSummary> RunAsync(
        IChatClient model, RunningSummary summary, SolutionTurn turn, TurnLedger ledger,
        CancellationToken interrupted, CancellationToken cancellationToken)
    {
        if (interrupted.IsCancellationRequested || model.GetService(typeof(IOneRequestAtATime)) is not null
            || Due(summary, turn.Context.Turn.Recent) is not { Count: > 0 } due)
            return summary;
        ledger.Agent = Name;
        using var patience = new CancellationTokenSource(Patience, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, interrupted, cancellationToken);
        var id = turn.Context.Turn.Id;
        var started = time.GetTimestamp();
        try
        {
            using var asked = new AskedChatClient(
                model, mostCalls: 1, usage => budget.BookAsync(turn.Context.Turn, usage), ledger, time);
            // Without the facts of the turn, which the house model cannot do without: it sums up nothing.
            var response = await asked.GetResponseAsync(
                await MessagesAsync(summary, due, turn, any.Token), new ChatOptions { ResponseFormat = Format },
                any.Token);
            var answer = JsonAnswer.Read(response.Text);
            var words = answer.Deserialize<Summed>(BrainJson.Options)?.Summary?.Trim() ?? "";
            var text = TokenCounter.Cut(words, MostTokens);
            var wrong = text.Length == 0 ? "it is empty" : null;
            ledger.Judged(answer, wrong, time.GetElapsedTime(started).TotalMilliseconds);
            if (wrong is null)
                return new RunningSummary(text, due[^1].Seq);
            Log.Empty(logger, id);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            // The contact writes on; the next turn tries again.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next turn tries again; until then the oldest words are not shown.
            Log.NotWorded(logger, exception, id);
        }

        return summary;
    }

    private static async Task<List<ChatMessage>> MessagesAsync(
        RunningSummary summary, IReadOnlyList<Entry> due, SolutionTurn turn, CancellationToken cancellationToken)
    {
        var instructions = await Instructions.Load("Agents.summary").RenderAsync(turn, cancellationToken);
        var told = new
        {
            summary = summary.Text,
            since = due.Select(entry => new { by = entry.Role, text = TokenCounter.Cut(entry.Text, MostOfEntry) }),
        };
        return [
            new(ChatRole.System, instructions),
            new(ChatRole.User, JsonSerializer.Serialize(told, BrainJson.Options)),
        ];
    }

    private sealed record Summed(string? Summary);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: the conversation could not be summed up")]
        public static partial void NotWorded(ILogger logger, Exception exception, TurnId turn);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: the conversation was summed up in no words")]
        public static partial void Empty(ILogger logger, TurnId turn);
    }
}
