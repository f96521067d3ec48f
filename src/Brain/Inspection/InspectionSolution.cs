using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Scene;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Inspection;

/// <summary>A vehicle-inspection centre: one agent that fills its planning.</summary>
internal sealed class InspectionSolution(PlanningBook planning, WaitingLine waiting, PhoneCodes codes) : ISolution
{
    /// <summary>Name of the centre's one agent.</summary>
    public const string AgentName = "inspection-planner";

    // Labels of what is offered to be asked first.
    private static readonly string[] Tries = ["tryBook", "tryPrice", "tryMove"];

    private static readonly ConditionalWeakTable<Workspace, Centre> Parsed = [];

    private static readonly IReadOnlyList<RoutingRule> Rules =
        [new RoutingRule<InspectionState>("only-agent", AgentName, (_, _) => "the centre has one agent")];

    /// <inheritdoc/>
    public string Name => Centre.Solution;

    /// <inheritdoc/>
    public IReadOnlyList<Agent> Agents { get; } =
    [
        Speaker.Of(
            "Inspection.inspection-planner", AgentName,
            new GetSlotsTool(planning), new BookTool(planning), new ConfirmBookingTool(planning),
            new FindAppointmentsTool(planning, codes), new CheckCodeTool(planning, codes),
            new MoveAppointmentTool(), new ConfirmMoveTool(planning),
            new CancelAppointmentTool(), new ConfirmCancellationTool(planning),
            new JoinWaitingListTool(waiting), new StartOverTool(planning),
            new TellPriceTool(), new LookUpTool(), new HandOverTool()),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<RoutingRule> RulesOf(Workspace workspace) => Rules;

    /// <inheritdoc/>
    public ClaimRules Claims => InspectionClaims.Rules;

    /// <inheritdoc/>
    public LanguageWords Words { get; } = LanguageWords.Of(
        """
        rendez vous rdv creneau controle technique contre visite voiture immatriculation plaque carte grise matin
        apres midi lundi mardi mercredi jeudi vendredi samedi utilitaire annuler deplacer
        """,
        """
        appointment slot booking book inspection mot retest car van plate registration morning afternoon monday tuesday
        wednesday thursday friday saturday cancel reschedule move
        """);

    /// <inheritdoc/>
    public SolutionMemory Recall(Workspace workspace, JsonElement? state, Proposal? proposal) =>
        new(state?.Deserialize<InspectionState>(BrainJson.Options) ?? new InspectionState(), proposal);

    /// <inheritdoc/>
    public SolutionTurn Begin(TurnContext context, SolutionMemory memory) => new InspectionTurn(
        context, CentreOf(context.Workspace), (InspectionState)memory.State, memory.Proposal);

    /// <inheritdoc/>
    public AgentText Introduction(TurnContext context) => InspectionWording.Of(context.Locale).Say(
        "introduction", context.Turn.Id.ToString(), ("agent", CentreOf(context.Workspace).AgentName),
        ("workspace", context.Workspace.Name));

    /// <inheritdoc/>
    public Greeting Greet(Workspace workspace, string locale)
    {
        var agent = Centre.Parse(workspace).Centre?.AgentName ?? workspace.Name;
        var phrases = InspectionWording.Of(locale);
        var text = phrases.Say("greeting", workspace.Id, ("agent", agent), ("workspace", workspace.Name)).Markdown;
        return new Greeting(
            agent, text, [.. Tries.Select(label => new QuickReply(phrases.Label(label, workspace.Id)))]);
    }

    /// <inheritdoc/>
    public AgentText Apology(TurnContext context)
    {
        var phrases = InspectionWording.Of(context.Locale);
        var seed = context.Turn.Id.ToString();
        return InspectionWording.Contact(context.Workspace, context.Locale) is { } contact
            ? phrases.Say("apologyWithContact", seed, ("contact", contact))
            : phrases.Say("apology", seed);
    }

    private static Centre CentreOf(Workspace workspace) => Parsed.GetValue(workspace, static workspace =>
        Centre.Parse(workspace).Centre
        ?? throw new InvalidOperationException(
            $"Settings of workspace {workspace.Id} are not those of an inspection centre."));
}
