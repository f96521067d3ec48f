using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Consent;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.Memory;
using Gateway.Brain.Reception;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain;

/// <summary>
/// Answers turns: finds the business and its trade and who writes, heeds what they say about consent, decides who
/// speaks, lets it speak, and hands back what to commit.
/// </summary>
internal sealed partial class BrainTurnHandler(
    IWorkspaces workspaces,
    KnownChannels channels,
    IEnumerable<ISolution> solutions,
    Acquaintances acquaintances,
    IConsents consents,
    AgentRunner agents,
    IOptions<ContactOptions> most,
    ReplyMetrics metrics,
    ILogger<BrainTurnHandler> logger) : ITurnHandler
{
    private readonly Dictionary<string, ISolution> _solutions = solutions.ToDictionary(solution => solution.Name);

    /// <inheritdoc/>
    public async Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken)
    {
        if (!workspaces.TryGet(turn.Session.Workspace, out var workspace))
            throw new InvalidOperationException($"Workspace {turn.Session.Workspace} is not being served.");
        if (!_solutions.TryGetValue(workspace.Solution, out var solution))
            throw new InvalidOperationException(
                $"Solution {workspace.Solution} of workspace {workspace.Id} is not known.");

        var state = await acquaintances.RecognizeAsync(turn, workspace, BrainState.Read(turn.State), cancellationToken);
        if (turn.Messages.Count == 0)
            return SaidUnasked(solution, new TurnContext(turn, workspace, turn.Session.Locale), state, reply);
        turn = OfferedChoices.Resolve(turn, channels[turn.Session.Channel]);
        var context = new TurnContext(turn, workspace, SessionLanguage.Choose(turn, solution.Words));
        // What is said about consent is heard even where the solution's state cannot be read.
        var memory = new Lazy<SolutionMemory>(() => solution.Recall(workspace, state.Solution, state.Proposal));
        var consent = ConsentReading.Of(
            turn, channels[turn.Session.Channel], state,
            new Lazy<SolutionTurn>(() => solution.Begin(context, memory.Value)));
        await RecordAsync(turn, consent, cancellationToken);
        state = consent.State;

        var guard = new ReplyGuard(context, solution.Claims, reply, metrics, logger);
        // Whoever writes as we begin is told first what we were about to write for.
        SayPurposes(turn, guard);
        if (ConsentReply.Word(consent, context) is { } word)
            guard.Say(word);
        var result = new TurnResult
        {
            Locale = context.Locale == turn.Session.Locale ? null : context.Locale,
            Contact = Acquaintances.ContactOf(turn, state) is { } contact && contact != turn.Session.Contact
                ? contact
                : null,
        };
        if (consent.Rest.Count > 0)
        {
            // What stands in the turn from now on is what is to be answered.
            var received = Received.Of(consent.Rest, turn, channels[turn.Session.Channel], state, most.Value);
            if (received.Silence is { } why)
                return Marked(
                    Silent(result, Unasked(received.State, consent), why, state.Silence, guard, context), consent);
            return Marked(
                await AnswerAsync(solution, memory, context, received, consent, guard, result, cancellationToken),
                consent);
        }

        var question = ConsentReply.Ask(consent, context);
        if (question is not null)
            guard.Say(question);
        return Kept(
            Marked(Said(result, guard, question is null ? [] : [ConsentReply.Answers(consent, context)]), consent),
            state.With(new Decision(turn.Id.Number, null, "consent", "all that was said is about consent", context.At)),
            turn);
    }

    /// <summary>We begin the conversation, or a time that was set has come: nobody has written.</summary>
    private TurnResult SaidUnasked(ISolution solution, TurnContext context, BrainState state, IReplyStream reply)
    {
        var turn = context.Turn;
        var guard = new ReplyGuard(context, solution.Claims, reply, metrics, logger);
        foreach (var wake in turn.Wakes)
            state = state.With(new Decision(turn.Id.Number, null, "wake", wake.Reason, context.At));
        if (turn.Begins.Count == 0)
            return Kept(new TurnResult(), state, turn);
        if (!state.Introduced)
            guard.Say(solution.Introduction(context));
        SayPurposes(turn, guard);
        foreach (var begin in turn.Begins)
            state = state.With(new Decision(turn.Id.Number, null, "begin", begin.Reason, context.At));
        var said = Said(new TurnResult(), guard, []);
        // Of several purposes the strictest decides whether all of it may be sent.
        var @class = turn.Begins.Max(begin => begin.Class);
        return Kept(
            said with { Entries = [.. said.Entries.Select(entry => entry with { Class = @class })] },
            state with { Introduced = true }, turn);
    }

    // What a beginner has worded is the business's own word, and data all the same.
    private static void SayPurposes(Turn turn, ReplyGuard guard)
    {
        foreach (var purpose in turn.Begins.Select(begin => begin.Payload).OfType<string>())
            guard.Say(purpose);
    }

    /// <summary>What is committed with a state: that, and the turn's decisions for the ledger.</summary>
    private static TurnResult Kept(TurnResult result, BrainState state, Turn turn) => result with
    {
        State = state.Write(),
        Notes =
        [
            .. state.Decisions.Where(decision => decision.Turn == turn.Id.Number)
                .Select(decision => new TurnNote(decision.Agent, decision.Rule, decision.Reason, decision.At)),
        ],
    };

    // Where nothing is asked, the next yes must not answer what was to be asked.
    private static BrainState Unasked(BrainState state, ConsentReading consent) => state with
    {
        AskedNoMore = state.AskedNoMore && !consent.IsUnclear,
        AskedWhatToStop = state.AskedWhatToStop && !consent.IsAmbiguous,
    };

    /// <summary>Nothing is said but what was said about consent; why, is noted for operators when it begins.</summary>
    private TurnResult Silent(
        TurnResult result, BrainState state, string why, string? before, ReplyGuard guard, TurnContext context)
    {
        metrics.Silent(why);
        Log.Silent(logger, context.Turn.Id, why);
        // A machine would answer; a person who writes much is told that it is kept, once.
        var saysPause = why != before && why is Received.TooManyInAnHour or Received.TooManyInADay;
        if (saysPause)
            guard.Say(ReceptionWords.Pause(context, why));
        var said = Said(result, guard, []);
        if (saysPause)
            said = said with { Entries = [.. said.Entries.Select(entry => entry with { SaysPause = true })] };
        if (why != before && why != Received.Notice)
            said = said with
            {
                Entries =
                [.. said.Entries, new NewEntry(EntryRole.System, ReceptionWords.Note(context, why))]
            };
        return Kept(
            said, state.With(new Decision(context.Turn.Id.Number, null, "reception", why, context.At)), context.Turn);
    }

    /// <summary>All that came cannot be read here: that is said, and what to do instead.</summary>
    private static TurnResult Unread(
        ISolution solution, TurnContext context, IReadOnlyList<string> unread, BrainState state, ReplyGuard guard,
        TurnResult result)
    {
        if (!IsIntroduced(state, context))
            guard.Say(solution.Introduction(context));
        guard.Say(UnreadThings.Say(unread, isAll: true, context));
        var decision = new Decision(
            context.Turn.Id.Number, null, "reception", "nothing that came can be read", context.At);
        return Kept(Said(result, guard, []), (state with { Introduced = true }).With(decision), context.Turn);
    }

    // The confirmation of a stop must arrive, whatever was said before it.
    private static TurnResult Marked(TurnResult result, ConsentReading consent) =>
        consent.Confirmed != ConsentKeyword.Stop
        ? result
        : result with { Entries = [.. result.Entries.Select(entry => entry with { ConfirmsStop = true })] };

    private async Task<TurnResult> AnswerAsync(
        ISolution solution, Lazy<SolutionMemory> memory, TurnContext whole, Received received, ConsentReading consent,
        ReplyGuard guard, TurnResult result,
        CancellationToken cancellationToken)
    {
        var (messages, unread) = received.ReadBy(agents.Sight);
        if (messages.Count == 0)
            return Unread(solution, whole, unread, Unasked(received.State, consent), guard, result);

        var context = Left(whole, messages);
        var state = received.State;
        await solution.PrepareAsync(context.Workspace, context.Locale);
        var scene = solution.Begin(context, memory.Value);
        var decision = TurnRouter.Decide(
            solution.Rules, new RoutingFacts(context.Turn.Session.Status, state.Agent, scene.State), context);
        Log.Decided(logger, context.Turn.Id, decision.Agent, decision.Rule);
        state = state.With(decision);
        if (solution.Agents.FirstOrDefault(agent => agent.Name == decision.Agent) is not { } agent)
            return Kept(Said(result, guard, []), state, context.Turn);

        var (model, sight) = ChoicesMissed(scene) is null ? await agents.ModelForAsync(context.Turn) : agents.House;
        // The best of the models may see more than the one that is asked now.
        if (sight != agents.Sight)
        {
            (messages, unread) = received.ReadBy(sight);
            if (messages.Count == 0)
                return Unread(solution, whole, unread, Unasked(received.State, consent), guard, result);
            context = Left(whole, messages);
            scene = solution.Begin(context, memory.Value);
        }

        // Who picks the same once more does not want it twice.
        if (messages is [var only] && !scene.AwaitsNumber
            && OfferedChoices.Repeated(only, context.Turn, ChannelOf(context)) is { } repeated)
        {
            messages = [repeated];
            context = Left(whole, messages);
            scene = solution.Begin(context, memory.Value);
        }

        if (!IsIntroduced(state, context))
            guard.Say(solution.Introduction(context));
        if (unread.Count > 0)
            guard.Say(UnreadThings.Say(unread, isAll: false, context));
        var told = Told(agent, scene, state, unread);
        var requests = AgentRunner.RequestsIn(model, agent, scene);
        scene = requests is [var one]
            ? await AnswerOneAsync(
                model, agent, solution, solution.Begin(With(context, one), memory.Value), told, guard,
                cancellationToken)
            : await AnswerEachAsync(model, agent, solution, scene, requests, told, guard, cancellationToken);

        if (ConsentReply.Ask(consent, context) is { } question)
        {
            guard.Say(question);
            scene.Show(ConsentReply.Answers(consent, context));
        }

        state = await acquaintances.NoteNameAsync(context.Turn, state, scene.ContactName, cancellationToken);
        state = state with
        {
            Introduced = true,
            Agent = agent.Name,
            Solution = Json(scene.State),
            Proposal = scene.Proposal
        };
        var kept = Kept(Said(result, guard, scene.Parts), state, context.Turn);
        return kept with
        {
            Status = scene.Status,
            Expects = scene.Expects,
            Notes = [.. kept.Notes, .. scene.MissesOf(agent.Name)],
        };
    }

    // Whoever opened the panel has read the agent's greeting there, in the session's language.
    private static bool IsIntroduced(BrainState state, TurnContext context) => state.Introduced
        || (context.Locale == context.Turn.Session.Locale
            && context.Turn.Messages.Any(message => message.Content?.IsGreeted == true));

    private async Task RecordAsync(Turn turn, ConsentReading consent, CancellationToken cancellationToken)
    {
        foreach (var (message, keyword) in consent.Words)
        {
            var identities = message.Content?.Sender?.Identities is { Count: > 0 } verified
                ? verified
                : AddressOf(turn.Session);
            await consents.RecordAsync(
                new ConsentEvent(
                    turn.Session.Workspace, turn.Session.Channel, identities, keyword,
                    $"message:{turn.Session.Id}.{message.Seq}", message.At)
                {
                    Message = (turn.Session, message.Seq),
                },
                cancellationToken);
            Log.Recorded(logger, turn.Id, keyword);
        }
    }

    private IReadOnlyList<ContactIdentity> AddressOf(Session session) =>
        channels[session.Channel].IdentityOf(session.Address) is { } identity ? [identity] : [];

    private ChannelTraits ChannelOf(TurnContext context) => channels[context.Turn.Session.Channel];

    /// <summary>The turn with nothing but the messages that are to be answered.</summary>
    private static TurnContext Left(TurnContext context, IReadOnlyList<Entry> messages)
    {
        var left = messages.Select(message => message.Seq).ToHashSet();
        var gone = context.Turn.Messages.Select(message => message.Seq).Where(seq => !left.Contains(seq)).ToHashSet();
        var recent = gone.Count == 0
            ? context.Turn.Recent
            : [.. context.Turn.Recent.Where(entry => !gone.Contains(entry.Seq))];
        return new TurnContext(
            context.Turn with { Messages = messages, Recent = recent }, context.Workspace, context.Locale);
    }

    private static TurnResult Said(TurnResult result, ReplyGuard guard, IReadOnlyList<Part> parts) =>
        guard.Text.Length == 0 && parts.Count == 0
        ? result
        : result with { Entries = [new NewEntry(EntryRole.Agent, guard.Text) { Parts = parts }] };

    /// <summary>
    /// Answers the requests of a turn in their order, each from where the one before it left the conversation, as one
    /// reply.
    /// </summary>
    private async Task<SolutionTurn> AnswerEachAsync(
        IChatClient model, Agent agent, ISolution solution, SolutionTurn scene, IReadOnlyList<Request> requests,
        TurnFacts told, ReplyGuard guard, CancellationToken cancellationToken)
    {
        var answers = new Answers(scene.Context);
        IReadOnlyList<Part> shown = [];
        for (var i = 0; i < requests.Count; i++)
        {
            var next = solution.Begin(With(scene.Context, requests[i]), scene.Memory);
            var heard = new ReplyGuard(next.Context, solution.Claims, new Unheard(guard.Interrupted), metrics, logger);
            var asTold = told with
            {
                JustIntroduced = told.JustIntroduced && i == 0,
                TakesBack = i > 0 && requests[i - 1].IsTakenBack
            };
            await AnswerOneAsync(model, agent, solution, next, asTold, heard, cancellationToken);
            if (i > 0)
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

    private async Task<SolutionTurn> AnswerOneAsync(
        IChatClient model, Agent agent, ISolution solution, SolutionTurn scene, TurnFacts told, ReplyGuard guard,
        CancellationToken cancellationToken)
    {
        var context = scene.Context;
        if (ChoicesMissed(scene) is { } choices)
        {
            guard.Say(Phrasebook.Load($"House.{context.Locale}.phrases").Say(
                "notInTheList", context.Turn.Id.ToString(),
                [("count", choices.Count.ToString(CultureInfo.InvariantCulture))]));
            scene.Show(
                new QuickRepliesPart([.. choices.Select(choice => new QuickReply(choice.Title, choice.Payload))]));
        }
        else
        {
            await SpeakAsync(model, agent, solution, scene, told, guard, cancellationToken);
        }

        return scene;
    }

    // A number that none of the choices has is answered by code; no model is asked.
    private IReadOnlyList<Choice>? ChoicesMissed(SolutionTurn scene) =>
        scene.Context.Turn.Messages is [var only] && !scene.AwaitsFigure
            ? OfferedChoices.Missed(only, scene.Context.Turn, ChannelOf(scene.Context))
            : null;

    private async Task SpeakAsync(
        IChatClient model, Agent agent, ISolution solution, SolutionTurn scene, TurnFacts told, ReplyGuard guard,
        CancellationToken cancellationToken)
    {
        var facts = told with
        {
            Pressed = scene.Context.Payload,
            Advertisement = AdvertisementOf(scene.Context.Turn),
            Proposed = scene.Proposal is { } proposal ? new ProposedFact(proposal.Tool, proposal.Arguments) : null,
            State = Json(scene.State),
        };
        guard.Learn(facts.State);
        if (facts.Proposed is { } waiting)
            guard.Learn(waiting.Arguments);
        var before = guard.Text.Length;
        var answered = await agents.RunAsync(model, agent, scene, facts, guard, cancellationToken);
        guard.EndParagraph();
        if (scene.Closing is { } closing)
            guard.Say(closing);
        else if (!answered || guard.Text.Length == before)
            guard.Say(solution.Apology(scene.Context));
    }

    private static TurnFacts Told(
        Agent agent, SolutionTurn scene, BrainState state, IReadOnlyList<string> unread) => new()
        {
            Agent = agent.Name,
            Locale = scene.Context.Locale,
            Turn = scene.Context.Turn.Id.ToString(),
            Channel = scene.Context.Turn.Session.Channel,
            Workspace = scene.Context.Workspace.Name,
            WorkspaceId = scene.Context.Workspace.Id,
            Persona = scene.Persona,
            Currency = scene.Context.Workspace.Currency,
            JustIntroduced = !state.Introduced,
            Unread = unread.Count > 0 ? unread : null,
            ContactName = state.Acquaintance?.GivenName,
            Elsewhere = state.Acquaintance is { Elsewhere: { Count: > 0 } elsewhere } ? elsewhere : null,
        };

    private static TurnContext With(TurnContext context, Request request) =>
        new(context.Turn with { Messages = request.Messages }, context.Workspace, context.Locale);

    // It comes with the first message that followed a press on it.
    private static string? AdvertisementOf(Turn turn) => turn.Recent.Concat(turn.Messages)
        .Select(entry => entry.Content?.Referral)
            .LastOrDefault(referral => referral is { Headline: not null } or { Body: not null }) is { } referral
            ? referral.Headline ?? referral.Body
            : null;

    private static JsonElement Json(object state) =>
        JsonSerializer.SerializeToElement(state, state.GetType(), BrainJson.Options);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: {Agent} speaks by rule {Rule}")]
        public static partial void Decided(ILogger logger, TurnId turn, string? agent, string rule);

        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: {Count} requests are answered each for itself")]
        public static partial void AnsweredEach(ILogger logger, TurnId turn, int count);

        [LoggerMessage(LogLevel.Information, "Turn {Turn}: nothing is answered ({Why})")]
        public static partial void Silent(ILogger logger, TurnId turn, string why);

        [LoggerMessage(LogLevel.Information, "Turn {Turn}: the contact's {Keyword} was recorded")]
        public static partial void Recorded(ILogger logger, TurnId turn, ConsentKeyword keyword);
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
