using Gateway.Brain.Agents;
using Gateway.Brain.Consent;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.Memory;
using Gateway.Brain.Plans;
using Gateway.Brain.Reception;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
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
    IAcquaintances acquaintances,
    IConsents consents,
    TurnPlan plan,
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
        {
            return await SaidUnaskedAsync(
                solution, new TurnContext(turn, workspace, turn.Session.Locale), state, reply, cancellationToken);
        }

        var ledger = new TurnLedger(turn.At);
        // Decisions stand in the ledger by themselves, and by which numbers the senders are known is nothing a turn
        // goes by once it is known who they are.
        ledger.Began(TurnStart.Of(turn, state with { Decisions = [], Senders = [] }));
        turn = OfferedChoices.Resolve(turn, channels[turn.Session.Channel]);
        var context = new TurnContext(turn, workspace, SessionLanguage.Choose(turn, solution.Words));
        // What is said about consent is heard even where the solution's state cannot be read.
        var memory = new Lazy<SolutionMemory>(() => solution.Recall(workspace, state.Solution, state.Proposal));
        var consent = ConsentReading.Of(
            turn, channels[turn.Session.Channel], state,
            new Lazy<SolutionTurn>(() => solution.Begin(context, memory.Value)));
        await RecordAsync(turn, consent, cancellationToken);
        state = consent.State;

        var guard = new ReplyGuard(context, solution.Claims, reply, metrics, logger) { Held = ledger.Held };
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
                    Silent(result, TurnPlan.Unasked(received.State, consent), why, state.Silence, guard, context),
                    consent);
            return Marked(
                await plan.RunAsync(
                    new Written(solution, memory, context, received, consent), guard, ledger, result,
                    cancellationToken),
                consent);
        }

        var question = ConsentReply.Ask(consent, context);
        if (question is not null)
            guard.Say(question);
        return Outcome.Kept(
            Marked(
                Outcome.Said(result, guard, question is null ? [] : [ConsentReply.Answers(consent, context)]), consent),
            state.With(new Decision(turn.Id.Number, null, "consent", "all that was said is about consent", context.At)),
            turn);
    }

    /// <summary>We begin the conversation, or a time that was set has come: nobody has written.</summary>
    private async Task<TurnResult> SaidUnaskedAsync(
        ISolution solution, TurnContext context, BrainState state, IReplyStream reply,
        CancellationToken cancellationToken)
    {
        var turn = context.Turn;
        var guard = new ReplyGuard(context, solution.Claims, reply, metrics, logger);
        foreach (var wake in turn.Wakes)
            state = state.With(new Decision(turn.Id.Number, null, "wake", wake.Reason, context.At));
        var result = new TurnResult();
        if (turn.Wakes.Count > 0
            && await solution.CatchUpAsync(context, state.Solution, cancellationToken) is { } caughtUp)
        {
            state = state with { Solution = Facts.Json(caughtUp.State) };
            result = result with { Wakes = caughtUp.Wakes };
        }

        if (turn.Begins.Count == 0)
            return Outcome.Kept(result, state, turn);
        if (!state.Introduced)
            guard.Say(solution.Introduction(context));
        SayPurposes(turn, guard);
        foreach (var begin in turn.Begins)
            state = state.With(new Decision(turn.Id.Number, null, "begin", begin.Reason, context.At));
        var said = Outcome.Said(result, guard, []);
        // Of several purposes the strictest decides whether all of it may be sent.
        var @class = turn.Begins.Max(begin => begin.Class);
        return Outcome.Kept(
            said with { Entries = [.. said.Entries.Select(entry => entry with { Class = @class })] },
            state with { Introduced = true }, turn);
    }

    // What a beginner has worded is the business's own word, and data all the same.
    private static void SayPurposes(Turn turn, ReplyGuard guard)
    {
        foreach (var purpose in turn.Begins.Select(begin => begin.Payload).OfType<string>())
            guard.Say(purpose);
    }

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
        var said = Outcome.Said(result, guard, []);
        if (saysPause)
            said = said with { Entries = [.. said.Entries.Select(entry => entry with { SaysPause = true })] };
        if (why != before && why != Received.Notice)
            said = said with
            {
                Entries =
                [.. said.Entries, new NewEntry(EntryRole.System, ReceptionWords.Note(context, why))]
            };
        return Outcome.Kept(
            said, state.With(new Decision(context.Turn.Id.Number, null, "reception", why, context.At)), context.Turn);
    }

    // The confirmation of a stop must arrive, whatever was said before it.
    private static TurnResult Marked(TurnResult result, ConsentReading consent) =>
        consent.Confirmed != ConsentKeyword.Stop
        ? result
        : result with { Entries = [.. result.Entries.Select(entry => entry with { ConfirmsStop = true })] };

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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Turn {Turn}: nothing is answered ({Why})")]
        public static partial void Silent(ILogger logger, TurnId turn, string why);

        [LoggerMessage(LogLevel.Information, "Turn {Turn}: the contact's {Keyword} was recorded")]
        public static partial void Recorded(ILogger logger, TurnId turn, ConsentKeyword keyword);
    }
}
