using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.Consent;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain;

/// <summary>
/// Answers turns: finds the business and its trade and who writes, heeds what they say about consent, decides who speaks, lets it speak, and hands back what
/// to commit.
/// </summary>
internal sealed partial class BrainTurnHandler(
    IWorkspaces workspaces,
    IEnumerable<ISolution> solutions,
    Acquaintances acquaintances,
    IConsents consents,
    AgentRunner agents,
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
            throw new InvalidOperationException($"Solution {workspace.Solution} of workspace {workspace.Id} is not known.");

        var state = await acquaintances.RecognizeAsync(turn, workspace, BrainState.Read(turn.State), cancellationToken);
        turn = OfferedChoices.Resolve(turn);
        var context = new TurnContext(turn, workspace, SessionLanguage.Choose(turn));
        var consent = ConsentReading.Of(turn, state, new Lazy<SolutionTurn>(() => solution.Begin(context, state.Solution)));
        await RecordAsync(turn, consent, cancellationToken);
        state = consent.State;

        var guard = new ReplyGuard(context, reply, metrics, logger);
        if (ConsentReply.Word(consent, context) is { } word)
            guard.Say(word);
        var result = new TurnResult
        {
            Locale = context.Locale == turn.Session.Locale ? null : context.Locale,
            Contact = Acquaintances.ContactOf(turn, state) is { } contact && contact != turn.Session.Contact ? contact : null,
        };
        if (consent.Rest.Count > 0)
            return await AnswerAsync(solution, Left(context, consent), state, consent, guard, result, cancellationToken);
        var question = ConsentReply.Ask(consent, context);
        if (question is not null)
            guard.Say(question);
        return Said(result, guard, question is null ? [] : [ConsentReply.Answers(consent, context)]) with
        {
            State = state.With(new Decision(turn.Id.Number, null, "consent", "all that was said is about consent", context.At)).Write(),
        };
    }

    private async Task<TurnResult> AnswerAsync(
        ISolution solution, TurnContext context, BrainState state, ConsentReading consent, ReplyGuard guard, TurnResult result, CancellationToken cancellationToken)
    {
        var scene = solution.Begin(context, state.Solution);
        var decision = TurnRouter.Decide(solution.Rules, new RoutingFacts(context.Turn.Session.Status, state.Agent, scene.State), context);
        Log.Decided(logger, context.Turn.Id, decision.Agent, decision.Rule);
        state = state.With(decision);
        if (solution.Agents.FirstOrDefault(agent => agent.Name == decision.Agent) is not { } agent)
            return Said(result, guard, []) with { State = state.Write() };

        if (context.Turn.Messages is [var only] && !scene.AwaitsFigure && OfferedChoices.Missed(only, context.Turn) is { } choices)
        {
            guard.Say(Phrasebook.Load($"House.{context.Locale}.phrases").Say(
                "notInTheList", context.Turn.Id.ToString(), [("count", choices.Count.ToString(CultureInfo.InvariantCulture))]));
            scene.Show(new QuickRepliesPart([.. choices.Select(choice => new QuickReply(choice.Title, choice.Payload))]));
        }
        else
        {
            await SpeakAsync(agent, solution, scene, state, guard, cancellationToken);
        }

        if (ConsentReply.Ask(consent, context) is { } question)
        {
            guard.Say(question);
            scene.Show(ConsentReply.Answers(consent, context));
        }

        state = await acquaintances.NoteNameAsync(context.Turn, state, scene.ContactName, cancellationToken);
        return Said(result, guard, scene.Parts) with
        {
            State = (state with { Introduced = true, Agent = agent.Name, Solution = Json(scene.State) }).Write(),
            Status = scene.Status,
        };
    }

    private async Task RecordAsync(Turn turn, ConsentReading consent, CancellationToken cancellationToken)
    {
        foreach (var (message, keyword) in consent.Words)
        {
            var identities = message.Content?.Sender?.Identities is { Count: > 0 } verified ? verified : [AddressIdentity.Of(turn.Session.Channel, turn.Session.Address)];
            await consents.RecordAsync(
                new ConsentEvent(turn.Session.Workspace, turn.Session.Channel, identities, keyword, $"message:{turn.Session.Id}.{message.Seq}", message.At)
                {
                    Message = (turn.Session, message.Seq),
                },
                cancellationToken);
            Log.Recorded(logger, turn.Id, keyword);
        }
    }

    /// <summary>The turn with nothing but the messages that are to be answered.</summary>
    private static TurnContext Left(TurnContext context, ConsentReading consent)
    {
        if (!consent.IsAboutConsent)
            return context;
        var gone = context.Turn.Messages.Except(consent.Rest).Select(message => message.Seq).ToHashSet();
        var left = context.Turn with { Messages = consent.Rest, Recent = [.. context.Turn.Recent.Where(entry => !gone.Contains(entry.Seq))] };
        return new TurnContext(left, context.Workspace, context.Locale);
    }

    private static TurnResult Said(TurnResult result, ReplyGuard guard, IReadOnlyList<Part> parts) => guard.Text.Length == 0 && parts.Count == 0
        ? result
        : result with { Entries = [new NewEntry(EntryRole.Agent, guard.Text) { Parts = parts }] };

    private async Task SpeakAsync(
        Agent agent, ISolution solution, SolutionTurn scene, BrainState state, ReplyGuard guard, CancellationToken cancellationToken)
    {
        var context = scene.Context;
        if (!state.Introduced)
            guard.Say(solution.Introduction(context));
        var facts = new TurnFacts
        {
            Agent = agent.Name,
            Locale = context.Locale,
            Turn = context.Turn.Id.ToString(),
            Channel = context.Turn.Session.Channel,
            Workspace = context.Workspace.Name,
            Persona = scene.Persona,
            Currency = context.Workspace.Currency,
            JustIntroduced = !state.Introduced,
            Pressed = context.Payload,
            ContactName = state.Acquaintance?.GivenName,
            Elsewhere = state.Acquaintance is { Elsewhere: { Count: > 0 } elsewhere } ? elsewhere : null,
            State = Json(scene.State),
        };
        guard.Learn(facts.State);
        var before = guard.Text.Length;
        var answered = await agents.RunAsync(agent, scene, facts, guard, cancellationToken);
        guard.EndParagraph();
        if (scene.Closing is { } closing)
            guard.Say(closing);
        else if (!answered || guard.Text.Length == before)
            guard.Say(solution.Apology(context));
    }

    private static JsonElement Json(object state) => JsonSerializer.SerializeToElement(state, state.GetType(), BrainJson.Options);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Turn {Turn}: {Agent} speaks by rule {Rule}")]
        public static partial void Decided(ILogger logger, TurnId turn, string? agent, string rule);

        [LoggerMessage(LogLevel.Information, "Turn {Turn}: the contact's {Keyword} was recorded")]
        public static partial void Recorded(ILogger logger, TurnId turn, ConsentKeyword keyword);
    }
}
