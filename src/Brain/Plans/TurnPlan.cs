using Gateway.Brain.Agents;
using Gateway.Brain.Consent;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.Memory;
using Gateway.Brain.Reception;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Plans;

/// <summary>
/// Answers what a contact has written: the rules choose who is next until none applies. Judges change the state
/// unheard, each once; one speaker is heard.
/// </summary>
internal sealed partial class TurnPlan(
    KnownChannels channels, IAcquaintances acquaintances, AgentRunner agents, JudgeRunner judges, Speech speech,
    Summarizer summarizer, TimeProvider time, ILogger<TurnPlan> logger)
{
    /// <summary>Answers.</summary>
    /// <param name="written">What is to be answered.</param>
    /// <param name="guard">Takes the words.</param>
    /// <param name="ledger">Takes down how it comes about.</param>
    /// <param name="result">What is committed whatever is answered.</param>
    /// <param name="cancellationToken">The turn's own.</param>
    public async Task<TurnResult> RunAsync(
        Written written, ReplyGuard guard, TurnLedger ledger, TurnResult result, CancellationToken cancellationToken)
    {
        var (solution, memory, consent) = (written.Solution, written.Memory, written.Consent);
        var (messages, unread) = written.Received.ReadBy(agents.Sight);
        if (messages.Count == 0)
            return Unread(written, unread, guard, result);

        var context = written.Left(messages);
        var state = written.Received.State;
        await solution.PrepareAsync(context.Workspace, context.Locale);
        var scene = solution.Begin(context, memory.Value);
        if (Decide(solution, state, scene, ran: [], ledger) is not { } decision)
            throw new InvalidOperationException($"No routing rule of solution {solution.Name} applies.");
        state = state.With(decision);
        if (AgentOf(solution, decision) is null)
            return Outcome.Kept(Outcome.Said(result, guard, []), state, context.Turn, ledger.Notes);

        var (model, sight) =
            speech.ChoicesMissed(scene) is null ? await agents.ModelForAsync(context.Turn) : agents.House;
        // The best of the models may see more than the one that is asked now.
        if (sight != agents.Sight)
        {
            (messages, unread) = written.Received.ReadBy(sight);
            if (messages.Count == 0)
                return Unread(written, unread, guard, result);
            context = written.Left(messages);
            scene = solution.Begin(context, memory.Value);
        }

        // Who picks the same once more does not want it twice.
        if (messages is [var only] && !scene.AwaitsNumber && OfferedChoices.Repeated(
            only, context.Turn, channels[context.Turn.Session.Channel]) is { } repeated)
        {
            context = written.Left([repeated]);
            scene = solution.Begin(context, memory.Value);
        }

        if (!IsIntroduced(state, context))
            guard.Say(solution.Introduction(context));
        if (unread.Count > 0)
            guard.Say(UnreadThings.Say(unread, isAll: false, context));
        var told = Facts.Of(scene, state, unread);
        (scene, state) = await FollowAsync(
            decision, new Cast(solution, model, told, guard, ledger), scene, state, cancellationToken);

        if (ConsentReply.Ask(consent, context) is { } question)
        {
            guard.Say(question);
            scene.Show(ConsentReply.Answers(consent, context));
        }

        if (context.IsByKeys && Choices.Of(scene.Parts).Count == 0 && scene.Keyed is { Count: > 0 } keyed)
            scene.Show(new QuickRepliesPart(keyed));
        state = await acquaintances.NoteNameAsync(context.Turn, state, scene.ContactName, cancellationToken);
        state = state with { Introduced = true, Solution = Facts.Json(scene.State), Proposal = scene.Left.Proposal };
        // All is said by now: nobody waits for it but the next turn.
        var summary = await summarizer.RunAsync(
            model, state.Summary ?? RunningSummary.None, scene, ledger, guard.Interrupted, cancellationToken);
        state = state with { Summary = summary == RunningSummary.None ? null : summary };
        var kept = Outcome.Kept(Outcome.Said(result, guard, scene.Parts), state, context.Turn, ledger.Notes);
        return kept with
        {
            Status = scene.Status,
            Expects = scene.Expects,
            Wakes = [.. scene.Wakes],
            Notes = [.. kept.Notes, .. scene.MissesOf(state.Agent ?? solution.Name)],
        };
    }

    /// <summary>Where nothing is asked, the next yes must not answer what was to be asked.</summary>
    public static BrainState Unasked(BrainState state, ConsentReading consent) => state with
    {
        AskedNoMore = state.AskedNoMore && !consent.IsUnclear,
        AskedWhatToStop = state.AskedWhatToStop && !consent.IsAmbiguous,
    };

    // One agent after the other, until no rule applies or enough have run.
    private async Task<(SolutionTurn Scene, BrainState State)> FollowAsync(
        Decision decision, Cast cast, SolutionTurn scene, BrainState state, CancellationToken cancellationToken)
    {
        List<string> ran = [];
        for (var next = decision; next is not null;)
        {
            var agent = AgentOf(cast.Solution, next);
            if (agent is null)
                break;
            if (agent is Judge judge)
            {
                await judges.RunAsync(
                    cast.Model, judge, scene, cast.Told with { Agent = judge.Name, State = Facts.Json(scene.State) },
                    cast.Ledger, cast.Guard.Interrupted, cancellationToken);
            }
            else
            {
                scene = await speech.RunAsync((Speaker)agent, cast, scene, cancellationToken);
                state = state with { Agent = agent.Name };
            }

            ran.Add(agent.Name);
            if (ran.Count == TurnRouter.MostHops)
            {
                Log.HopsUsedUp(logger, scene.Context.Turn.Id, TurnRouter.MostHops);
                break;
            }

            if (cast.Guard.Interrupted.IsCancellationRequested)
                break;
            next = Decide(cast.Solution, state, scene, ran, cast.Ledger);
            if (next is not null)
                state = state.With(next);
        }

        return (scene, state);
    }

    private Decision? Decide(
        ISolution solution, BrainState state, SolutionTurn scene, IReadOnlyList<string> ran, TurnLedger ledger)
    {
        var context = scene.Context;
        var hasSpoken = solution.Agents.Any(agent => agent is Speaker && ran.Contains(agent.Name));
        var decision = TurnRouter.Decide(
            solution.RulesOf(context.Workspace),
            new RoutingFacts(context.Turn.Session.Status, state.Agent, ran, scene.State),
            name => !ran.Contains(name) && !(hasSpoken && solution.Agents.Any(
                agent => agent is Speaker && agent.Name == name)),
            context, time);
        if (decision is null)
            return null;
        ledger.Decided(
            decision.Agent, decision.Rule, decision.Reason, decision.ElapsedMs,
            new
            {
                decision.Digest,
                asked = decision.Asked,
                ran,
                messages = context.Turn.Messages.Select(message => message.Seq),
            });
        Log.Decided(logger, context.Turn.Id, decision.Agent, decision.Rule);
        return decision;
    }

    private static Agent? AgentOf(ISolution solution, Decision decision) =>
        solution.Agents.FirstOrDefault(agent => agent.Name == decision.Agent);

    /// <summary>All that came cannot be read here: that is said, and what to do instead.</summary>
    private static TurnResult Unread(
        Written written, IReadOnlyList<string> unread, ReplyGuard guard, TurnResult result)
    {
        var (context, state) = (written.Whole, Unasked(written.Received.State, written.Consent));
        if (!IsIntroduced(state, context))
            guard.Say(written.Solution.Introduction(context));
        guard.Say(UnreadThings.Say(unread, isAll: true, context));
        var decision = new Decision(
            context.Turn.Id.Number, null, "reception", "nothing that came can be read", context.At);
        return Outcome.Kept(
            Outcome.Said(result, guard, []), (state with { Introduced = true }).With(decision), context.Turn);
    }

    // Whoever opened the panel has read the agent's greeting there, in the session's language.
    private static bool IsIntroduced(BrainState state, TurnContext context) => state.Introduced
        || (context.Locale == context.Turn.Session.Locale
            && context.Turn.Messages.Any(message => message.Content?.IsGreeted == true));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: {Agent} is next by rule {Rule}")]
        public static partial void Decided(ILogger logger, TurnId turn, string? agent, string rule);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: {Hops} agents have run, and no more do")]
        public static partial void HopsUsedUp(ILogger logger, TurnId turn, int hops);
    }
}

/// <summary>Who and what the agents of a turn share.</summary>
/// <param name="Solution">The trade.</param>
/// <param name="Model">Who is asked.</param>
/// <param name="Told">What a model is told of the turn.</param>
/// <param name="Guard">Takes the words.</param>
/// <param name="Ledger">Takes down how it comes about.</param>
internal sealed record Cast(
    ISolution Solution, IChatClient Model, TurnFacts Told, ReplyGuard Guard, TurnLedger Ledger);
