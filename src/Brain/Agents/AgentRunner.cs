using Gateway.Brain.ChatModels;
using Gateway.Brain.House;
using Gateway.Brain.Mcp;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Agents;

/// <summary>
/// Runs an agent for one turn: asks the model, runs the tools it calls, and asks again, until it has answered in words.
/// </summary>
internal sealed partial class AgentRunner(
    IChatClient models, Sight sight, HouseChatClient house, IModelBudget budget, IMediaLinks links, McpTools mcp,
    TimeProvider time, ILogger<AgentRunner> logger)
{
    /// <summary>The most model calls of one turn.</summary>
    public const int MaxModelCalls = 6;

    /// <summary>The most tool calls of one turn.</summary>
    public const int MaxToolCalls = 8;

    /// <summary>The most tokens of a model's first call in a turn, by the count of OpenAI's newer models.</summary>
    public const int MaxHistoryTokens = 12_000;

    /// <summary>Both for a model that is code, which asks for one tool at a time and cannot go round in
    /// circles.</summary>
    public const int MaxCodedCalls = 20;

    /// <summary>After which time a turn's model calls and tools are cut off.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(60);

    /// <summary>What the best of the models can read.</summary>
    public Sight Sight => sight;

    /// <summary>
    /// The model that is asked in a turn, and what it can read: the one that costs nothing when the day's budget is
    /// used up.
    /// </summary>
    public async Task<(IChatClient Model, Sight Sight)> ModelForAsync(Turn turn) =>
        await budget.MaySpendAsync(turn) ? (models, sight) : House;

    /// <summary>The model that costs nothing, and what it can read.</summary>
    public (IChatClient Model, Sight Sight) House => (house, Sight.OfHouse);

    /// <summary>
    /// What the contact asks for in a turn, as the model can take it (of several, the one that is asked first): one by
    /// one, or all at once.
    /// </summary>
    /// <param name="model">What <see cref="ModelForAsync"/> gave.</param>
    /// <param name="agent">Who speaks.</param>
    /// <param name="turn">The solution's side of the turn.</param>
    public static IReadOnlyList<Request> RequestsIn(IChatClient model, Agent agent, SolutionTurn turn)
    {
        var messages = turn.Context.Turn.Messages;
        return model.GetService(typeof(IOneRequestAtATime)) is IOneRequestAtATime one
            ? one.Split(agent.Name, turn.Context.Locale, messages, turn.IsAsking)
            : [new Request(messages, turn.Context.Text, IsTakenBack: false)];
    }

    /// <summary>Runs the agent.</summary>
    /// <param name="model">What <see cref="ModelForAsync"/> gave.</param>
    /// <param name="agent">Who speaks.</param>
    /// <param name="turn">The solution's side of the turn; the tools change it.</param>
    /// <param name="facts">What the model is told of the turn.</param>
    /// <param name="reply">Takes the words; learns what the tools answered.</param>
    /// <param name="ledger">Takes down what is asked and answered.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    /// <returns>Whether the model came to an end by itself; if not, <paramref name="reply"/> has the sentences that it
    /// ended before, or none.</returns>
    public async Task<bool> RunAsync(
        IChatClient model, Speaker agent, SolutionTurn turn, TurnFacts facts, ReplyGuard reply, TurnLedger ledger,
        CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            if (await ConverseAsync(model, agent, turn, facts, reply, ledger, both.Token))
                return true;
        }
        catch (OperationCanceledException)
            when (reply.Interrupted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It was not to say more.
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.DeadlinePassed(logger, turn.Context.Turn.Id, agent.Name);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ModelFailed(logger, exception, turn.Context.Turn.Id, agent.Name);
        }

        reply.DropUnfinished();
        return false;
    }

    private async Task<bool> ConverseAsync(
        IChatClient model, Speaker agent, SolutionTurn turn, TurnFacts facts, ReplyGuard reply, TurnLedger ledger,
        CancellationToken cancellationToken)
    {
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(reply.Interrupted, cancellationToken);
        var messages = await Prompt.BuildAsync(agent, facts, turn, reply.Rules, links, cancellationToken);
        reply.IsWordedByCode = model.GetService(typeof(IOneRequestAtATime)) is not null;
        // Code that words its answers knows what it calls: a server's tools are none of it.
        var box = reply.IsWordedByCode
            ? agent.Tools
            : await mcp.JoinAsync(agent.Name, agent.Tools, turn.Context.Workspace, heard.Token);
        reply.Leak = null;
        if (!reply.IsWordedByCode)
        {
            messages = [.. HistoryTrimmer.Trim(messages, MaxHistoryTokens)];
            reply.Leak = new PromptLeak(
                [.. agent.Instructions.Fixed, Prompt.Ground(reply.Rules), TurnFacts.Label, RunningSummary.Label],
                box.ByName.Keys);
        }

        var (calls, most) = reply.IsWordedByCode ? (MaxCodedCalls, MaxCodedCalls) : (MaxModelCalls, MaxToolCalls);
        var tools = new ToolRunner(
            box, turn, new ToolLimits(most, time, ledger, reply.Learn), logger, cancellationToken);
        using var asked = new AskedChatClient(
            model, calls, usage => budget.BookAsync(turn.Context.Turn, usage), ledger, time);
        using var loop = new ToolCallingChatClient(asked, tools, reply, cancellationToken);
        var options = new ChatOptions { Tools = [.. box.Declared], ToolMode = ChatToolMode.Auto };
        var isWaiting = false;
        await foreach (var update in loop.GetStreamingResponseAsync(messages, options, heard.Token)
            .WithCancellation(heard.Token))
        {
            // Its last sentence is none.
            if (update.FinishReason == ChatFinishReason.Length)
                reply.DropUnfinished();
            foreach (var content in update.Contents)
            {
                // The model cannot know what it will say next: words before and after its tools are two paragraphs.
                if (content is FunctionResultContent)
                    reply.EndParagraph();
                if (content is MissContent miss)
                    turn.Miss(miss);
                if (content is TextContent words)
                    reply.Write(words.Text);
                isWaiting = content is FunctionCallContent or FunctionResultContent
                    || (isWaiting && content is not TextContent);
            }
        }

        if (!isWaiting || reply.Interrupted.IsCancellationRequested)
            return true;
        Log.BudgetUsedUp(logger, turn.Context.Turn.Id, agent.Name);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: agent {Agent} passed its deadline")]
        public static partial void DeadlinePassed(ILogger logger, Sessions.TurnId turn, string agent);

        [LoggerMessage(LogLevel.Error, "Turn {Turn}: no model could answer for agent {Agent}")]
        public static partial void ModelFailed(ILogger logger, Exception exception, Sessions.TurnId turn, string agent);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: agent {Agent} used up its model calls without an answer")]
        public static partial void BudgetUsedUp(ILogger logger, Sessions.TurnId turn, string agent);
    }
}
