using System.Globalization;
using Gateway.Brain.Agents;
using Gateway.Brain.Reception;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Plans;

/// <summary>Lets a speaker answer: all that a turn asks for at once, or each request for itself.</summary>
internal sealed partial class Speech(
    KnownChannels channels, AgentRunner agents, ReplyMetrics metrics, ILogger<Speech> logger)
{
    /// <summary>Lets it speak.</summary>
    /// <param name="agent">Who speaks.</param>
    /// <param name="cast">Who and what the agents of the turn share.</param>
    /// <param name="scene">The solution's side of the turn, as the agents before have left it.</param>
    /// <param name="cancellationToken">The turn's own.</param>
    /// <returns>The solution's side as the speaker leaves it.</returns>
    public async Task<SolutionTurn> RunAsync(
        Speaker agent, Cast cast, SolutionTurn scene, CancellationToken cancellationToken)
    {
        cast = cast with { Told = cast.Told with { Agent = agent.Name } };
        var requests = AgentRunner.RequestsIn(cast.Model, agent, scene);
        if (requests is not [var one])
            return await AnswerEachAsync(agent, cast, scene, requests, cancellationToken);
        var next = cast.Solution.Begin(With(scene.Context, one), scene.Memory);
        // What the scene had to say before anybody spoke is said still.
        next.Closing ??= scene.Closing;
        if (await AnswerAsync(agent, cast, next, cancellationToken))
        {
            next.Follow(scene, []);
            return next;
        }

        // As if no model had been asked: from where the conversation stood, with what that one changed left out. What
        // it has done outside for a yes of the contact's is done under the same key, once.
        metrics.Broken("house");
        Log.HouseAnswers(logger, scene.Context.Turn.Id, agent.Name);
        return await RunAsync(agent, cast with { Model = agents.House.Model }, scene, cancellationToken);
    }

    /// <summary>
    /// What was to be chosen from, where the contact has named a number that none of it has; else null. That is
    /// answered by code; no model is asked.
    /// </summary>
    public IReadOnlyList<Choice>? ChoicesMissed(SolutionTurn scene) =>
        scene.Context.Turn is { Messages: [var only] } turn && !scene.AwaitsFigure
            ? OfferedChoices.Missed(only, turn, channels[turn.Session.Channel])
            : null;

    /// <summary>
    /// Answers the requests of a turn in their order, each from where the one before it left the conversation, as one
    /// reply.
    /// </summary>
    private async Task<SolutionTurn> AnswerEachAsync(
        Speaker agent, Cast cast, SolutionTurn scene, IReadOnlyList<Request> requests,
        CancellationToken cancellationToken)
    {
        var guard = cast.Guard;
        var answers = new Answers(scene.Context);
        IReadOnlyList<Part> shown = [];
        for (var i = 0; i < requests.Count; i++)
        {
            var next = cast.Solution.Begin(With(scene.Context, requests[i]), scene.Memory);
            var heard = new ReplyGuard(
                next.Context, cast.Solution.Claims, new Unheard(guard.Interrupted), metrics, logger)
            {
                Held = cast.Ledger.Held,
            };
            var told = cast.Told with
            {
                JustIntroduced = cast.Told.JustIntroduced && i == 0,
                TakesBack = i > 0 && requests[i - 1].IsTakenBack,
            };
            await AnswerAsync(agent, cast with { Told = told, Guard = heard }, next, cancellationToken);
            next.Follow(scene, shown);
            if (!requests[i].IsTakenBack)
            {
                answers.Add(requests[i].Asking, heard.Text);
                shown = [.. next.Parts];
            }

            scene = next;
        }

        answers.SayTo(guard);
        Log.AnsweredEach(logger, scene.Context.Turn.Id, requests.Count);
        return scene;
    }

    /// <summary>Answers once.</summary>
    /// <returns>False where nothing was said, and the house model can answer instead.</returns>
    private async Task<bool> AnswerAsync(
        Speaker agent, Cast cast, SolutionTurn scene, CancellationToken cancellationToken)
    {
        var context = scene.Context;
        if (ChoicesMissed(scene) is { } choices)
        {
            cast.Guard.Say(Phrasebook.Load($"House.{context.Locale}.phrases").Say(
                "notInTheList", context.Turn.Id.ToString(),
                [("count", choices.Count.ToString(CultureInfo.InvariantCulture))]));
            scene.Show(
                new QuickRepliesPart([.. choices.Select(choice => new QuickReply(choice.Title, choice.Payload))]));
            return true;
        }

        var (guard, waited) = (cast.Guard, scene.Proposal);
        var facts = Facts.Now(cast.Told, scene);
        (guard.Names.All, guard.Names.Given) = (() => scene.Things, scene.Names);
        guard.Learn(facts.State);
        if (facts.Proposed is { } waiting && scene.Proposal is { IsOfModel: false })
            guard.Learn(waiting.Arguments);
        var before = guard.Text.Length;
        var answered = await agents.RunAsync(
            cast.Model, agent, scene, facts, guard, cast.Ledger, cancellationToken);
        guard.EndParagraph();
        if (scene.Closing is { } closing)
        {
            guard.Say(closing);
        }
        else if (guard.Text.Length == before && !guard.Interrupted.IsCancellationRequested)
        {
            if (MayHouseAnswer(cast.Model, scene, waited))
                return false;
            metrics.Broken("apology");
            guard.Say(cast.Solution.Apology(context));
        }
        else if (!answered)
        {
            // What stands there stays, and nothing is added that might contradict it.
            metrics.Broken("remark");
            guard.Say(Phrasebook.Load($"House.{context.Locale}.phrases").Say(
                "brokenOff", context.Turn.Id.ToString()));
        }

        return true;
    }

    // Code that can answer has done so; pictures it does not see; and what was tried at somebody else's server for the
    // contact's yes, it would not know of.
    private static bool MayHouseAnswer(IChatClient model, SolutionTurn scene, Proposal? waited) =>
        model.GetService(typeof(IOneRequestAtATime)) is null
        && (scene.Context.Text.Length > 0 || scene.Context.Payload is not null)
        && (waited is not { IsOfModel: true } || ReferenceEquals(scene.Proposal, waited));

    private static TurnContext With(TurnContext context, Request request) =>
        new(context.Turn with { Messages = request.Messages }, context.Workspace, context.Locale);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: {Count} requests are answered each for itself")]
        public static partial void AnsweredEach(ILogger logger, TurnId turn, int count);

        [LoggerMessage(
            LogLevel.Warning, "Turn {Turn}: no model has said anything for agent {Agent}, and the house model answers")]
        public static partial void HouseAnswers(ILogger logger, TurnId turn, string agent);
    }

    /// <summary>Where the words go that are put together with others before they are said.</summary>
    private sealed class Unheard(CancellationToken interrupted) : IReplyStream
    {
        public CancellationToken Interrupted => interrupted;

        public void Write(string text)
        {
        }
    }
}
