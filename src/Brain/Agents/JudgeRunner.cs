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
/// Asks a judge for its record: the model first, once more where what it answers is no such record or is refused by
/// code, and the house model where that fails or takes too long. A judge that cannot be asked leaves the state as it
/// is, and the turn goes on.
/// </summary>
internal sealed partial class JudgeRunner(
    HouseChatClient house, IModelBudget budget, IMediaLinks links, TimeProvider time, ILogger<JudgeRunner> logger)
{
    /// <summary>How long a model may take in all; a contact waits for it.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a model is asked for one record.</summary>
    public const int MostAsked = 2;

    // Of an answer that it is told was refused, in tokens.
    private const int MostOfRefused = 1_000;

    /// <summary>Asks.</summary>
    /// <param name="model">The model of the turn.</param>
    /// <param name="judge">Who judges.</param>
    /// <param name="turn">The solution's side of the turn; changed when the answer is taken up.</param>
    /// <param name="facts">What the model is told of the turn.</param>
    /// <param name="ledger">Takes down what is asked and answered.</param>
    /// <param name="interrupted">Ends the asking, after which nobody else is asked: the turn is to end. What is taken
    /// up by then is.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    public async Task RunAsync(
        IChatClient model, Judge judge, SolutionTurn turn, TurnFacts facts, TurnLedger ledger,
        CancellationToken interrupted, CancellationToken cancellationToken)
    {
        if (interrupted.IsCancellationRequested)
            return;
        var messages = await Prompt.BuildAsync(judge, facts, turn, links, cancellationToken);
        if (model.GetService(typeof(IOneRequestAtATime)) is null
            && await TakesUpAsync(
                model, MostAsked, judge, turn, HistoryTrimmer.Trim(messages, AgentRunner.MaxHistoryTokens), ledger,
                interrupted, cancellationToken))
            return;
        if (interrupted.IsCancellationRequested)
            Log.Interrupted(logger, turn.Context.Turn.Id, judge.Name);
        else if (!await TakesUpAsync(
            house, mostAsked: 1, judge, turn, messages, ledger, interrupted, cancellationToken))
            Log.NotJudged(logger, turn.Context.Turn.Id, judge.Name);
    }

    private async Task<bool> TakesUpAsync(
        IChatClient model, int mostAsked, Judge judge, SolutionTurn turn, IReadOnlyList<ChatMessage> messages,
        TurnLedger ledger, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(interrupted, both.Token);
        using var asked = new AskedChatClient(
            model, mostAsked, usage => budget.BookAsync(turn.Context.Turn, usage), ledger, time);
        var options = new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(judge.Schema, judge.Name.Replace('-', '_')),
        };
        var id = turn.Context.Turn.Id;
        try
        {
            for (var round = 1; ; round++)
            {
                var response = await asked.GetResponseAsync(messages, options, heard.Token);
                var wrong = await TakeAsync(judge, turn, response.Text, ledger, both.Token);
                if (wrong is null)
                    return true;
                Log.Refused(logger, id, judge.Name, wrong);
                if (round == mostAsked)
                    return false;
                messages = [.. messages, .. Refusal(response.Text, wrong)];
            }
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception, id, judge.Name);
            return false;
        }
    }

    /// <summary>Takes up what was answered; what is wrong with it, or null.</summary>
    private async Task<string?> TakeAsync(
        Judge judge, SolutionTurn turn, string text, TurnLedger ledger, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        JsonElement? answer = null;
        string? wrong;
        var before = judge.Acts ? turn.Mark() : null;
        try
        {
            answer = JsonAnswer.Read(text);
            wrong = await judge.TakeAsync(
                turn, answer.Value, new ToolCall($"{turn.Context.Turn.Id}:{judge.Name}", turn.Context.At),
                cancellationToken);
        }
        catch (JsonException exception)
        {
            // Where it went wrong, and nothing of what stands there.
            wrong = $"it is no record of the schema (at {exception.Path ?? "its beginning"})";
        }

        ledger.Judged(
            answer ?? JsonSerializer.SerializeToElement(text, BrainJson.Options), wrong,
            time.GetElapsedTime(started).TotalMilliseconds,
            before is null ? null : TurnEffect.Since(before, turn));
        return wrong;
    }

    private static IEnumerable<ChatMessage> Refusal(string text, string wrong)
    {
        // Not every vendor takes a message with nothing in it.
        if (text.Length > 0)
            yield return new ChatMessage(ChatRole.Assistant, TokenCounter.Cut(text, MostOfRefused));
        yield return new ChatMessage(
            ChatRole.User,
            $"(This is the gateway, not the contact.) Your answer was refused: {wrong}. Answer once more, with one "
            + "JSON object of the schema and nothing else.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: judge {Judge} answered what is refused: {Reason}")]
        public static partial void Refused(ILogger logger, TurnId turn, string judge, string reason);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: judge {Judge} could not be asked")]
        public static partial void Failed(ILogger logger, Exception exception, TurnId turn, string judge);

        [LoggerMessage(LogLevel.Information, "Turn {Turn}: judge {Judge} was interrupted")]
        public static partial void Interrupted(ILogger logger, TurnId turn, string judge);

        [LoggerMessage(LogLevel.Error, "Turn {Turn}: nobody has judged for {Judge}; the state stays as it was")]
        public static partial void NotJudged(ILogger logger, TurnId turn, string judge);
    }
}
