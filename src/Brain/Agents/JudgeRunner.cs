using System.Text.Json;
using Gateway.Brain.ChatModels;
using Gateway.Brain.House;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Agents;

/// <summary>
/// Asks a judge for its record: the model first, and the house model where that fails, takes too long or answers what
/// code refuses. A judge that cannot be asked leaves the state as it is, and the turn goes on.
/// </summary>
internal sealed partial class JudgeRunner(
    HouseChatClient house, IModelBudget budget, IMediaLinks links, TimeProvider time, ILogger<JudgeRunner> logger)
{
    /// <summary>How long a model may take; a contact waits for it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    private const int LongestAnswer = 20_000;

    /// <summary>Asks.</summary>
    /// <param name="model">The model of the turn.</param>
    /// <param name="judge">Who judges.</param>
    /// <param name="turn">The solution's side of the turn; changed when the answer is taken up.</param>
    /// <param name="facts">What the model is told of the turn.</param>
    /// <param name="ledger">Takes down what is asked and answered.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    public async Task RunAsync(
        IChatClient model, Judge judge, SolutionTurn turn, TurnFacts facts, TurnLedger ledger,
        CancellationToken cancellationToken)
    {
        var messages = await Prompt.BuildAsync(judge, facts, turn, links, cancellationToken);
        var isHouse = model.GetService(typeof(IOneRequestAtATime)) is not null;
        if (!isHouse && await TakesUpAsync(model, judge, turn, messages, ledger, cancellationToken))
            return;
        if (!await TakesUpAsync(house, judge, turn, messages, ledger, cancellationToken))
            Log.NotJudged(logger, turn.Context.Turn.Id, judge.Name);
    }

    private async Task<bool> TakesUpAsync(
        IChatClient model, Judge judge, SolutionTurn turn, IReadOnlyList<ChatMessage> messages, TurnLedger ledger,
        CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var id = turn.Context.Turn.Id;
        var started = time.GetTimestamp();
        try
        {
            using var asked = new AskedChatClient(
                model, mostCalls: 1, usage => budget.BookAsync(turn.Context.Turn, usage), ledger, time);
            var options = new ChatOptions
            {
                ResponseFormat = ChatResponseFormat.ForJsonSchema(judge.Schema, judge.Name.Replace('-', '_')),
            };
            var response = await asked.GetResponseAsync(messages, options, both.Token);
            if (response.Text.Length > LongestAnswer)
                throw new JsonException("The answer is too long.");
            var answer = JsonSerializer.Deserialize<JsonElement>(WithoutFence(response.Text), BrainJson.Options);
            var before = judge.Acts ? turn.Mark() : null;
            var wrong = await judge.TakeAsync(
                turn, answer, new ToolCall($"{id}:{judge.Name}", turn.Context.At), both.Token);
            ledger.Judged(
                answer, wrong, time.GetElapsedTime(started).TotalMilliseconds,
                before is null ? null : TurnEffect.Since(before, turn));
            if (wrong is not null)
                Log.Refused(logger, id, judge.Name, wrong);
            return wrong is null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception, id, judge.Name);
            return false;
        }
    }

    // Some models put an object between the marks of code.
    private static string WithoutFence(string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        return start >= 0 && end > start ? text[start..(end + 1)] : text;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: judge {Judge} answered what is refused: {Reason}")]
        public static partial void Refused(ILogger logger, TurnId turn, string judge, string reason);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: judge {Judge} could not be asked")]
        public static partial void Failed(ILogger logger, Exception exception, TurnId turn, string judge);

        [LoggerMessage(LogLevel.Error, "Turn {Turn}: nobody has judged for {Judge}; the state stays as it was")]
        public static partial void NotJudged(ILogger logger, TurnId turn, string judge);
    }
}
