using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Tools;
using Gateway.Brain.Solutions;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Sales;

/// <summary>The sales team: three agents that are heard, and three that judge.</summary>
internal sealed class SalesSolution(Recording recording, OwedRecord owed) : ISolution
{
    // Labels of what is offered to be asked first.
    private static readonly string[] Tries = ["tryPrice", "tryDemo", "tryQuestion"];

    private static readonly ConditionalWeakTable<Workspace, SalesSettings> Parsed = [];

    /// <inheritdoc/>
    public string Name => SalesSettings.Solution;

    /// <inheritdoc/>
    public IReadOnlyList<Agent> Agents { get; } =
    [
        Speaker.Of(
            "Sales.sales-seller", SalesAgents.Seller,
            new MakeOfferTool(), new AskForContractTool(), new AcceptOfferTool(), new LookUpTool(),
            new ListPlansTool(), new ArrangeTool(), new EscalateTool()),
        Speaker.Of(
            "Sales.sales-negotiator", SalesAgents.Negotiator,
            new NegotiateTool(), new AskForContractTool(), new AcceptOfferTool(), new LookUpTool(),
            new ArrangeTool(), new EscalateTool()),
        Speaker.Of(
            "Sales.sales-nurture", SalesAgents.Nurture,
            new FollowUpLaterTool(), new LookUpTool(), new EscalateTool()),
        new Judge<SalesTurn, LeadReading>(
            SalesAgents.Classifier, Instructions.Load("Sales.sales-classifier"), Classification.TakeAsync),
        new Judge<SalesTurn, Supervision>(
            SalesAgents.Supervisor, Instructions.Load("Sales.sales-supervisor"), Supervising.TakeAsync),
        new Judge<SalesTurn, CrmEntry>(
            SalesAgents.Crm, Instructions.Load("Sales.sales-crm"), recording.TakeAsync) { Acts = true },
    ];

    /// <inheritdoc/>
    public ClaimRules Claims => SalesClaims.Rules;

    /// <inheritdoc/>
    public LanguageWords Words { get; } = LanguageWords.Of(
        """
        devis tarif tarifs prix formule formules salaries essai essayer gratuit remise engagement planning equipe
        demonstration logiciel
        """,
        """
        quote pricing price plan plans employees trial free discount commitment schedule scheduling team demo software
        """);

    /// <inheritdoc/>
    public IReadOnlyList<RoutingRule> RulesOf(Workspace workspace) => SalesRules.Of(SettingsOf(workspace));

    /// <inheritdoc/>
    public SolutionMemory Recall(Workspace workspace, JsonElement? state, Proposal? proposal)
    {
        var sales = state?.Deserialize<SalesState>(BrainJson.Options) ?? new SalesState();
        return new SolutionMemory(sales.AsBegun(), proposal);
    }

    /// <inheritdoc/>
    public async Task<CaughtUp?> CatchUpAsync(
        TurnContext context, JsonElement? state, CancellationToken cancellationToken) =>
        OwedRecord.AttemptOf(context.Turn) is { } attempt
        && state?.Deserialize<SalesState>(BrainJson.Options) is { } sales
        && (sales.IsOwed || sales.IsNews)
            ? await owed.WriteAsync(context, SettingsOf(context.Workspace), sales, attempt, cancellationToken)
            : null;

    /// <inheritdoc/>
    public SolutionTurn Begin(TurnContext context, SolutionMemory memory) => new SalesTurn(
        context, SettingsOf(context.Workspace), (SalesState)memory.State, memory.Proposal);

    /// <inheritdoc/>
    public AgentText Introduction(TurnContext context) => SalesWording.Of(context.Locale).Say(
        "introduction", context.Turn.Id.ToString(), ("agent", SettingsOf(context.Workspace).AgentName),
        ("workspace", context.Workspace.Name));

    /// <inheritdoc/>
    public Greeting Greet(Workspace workspace, string locale)
    {
        var agent = SalesSettings.Parse(workspace).Settings?.AgentName ?? workspace.Name;
        var phrases = SalesWording.Of(locale);
        var text = phrases.Say("greeting", workspace.Id, ("agent", agent), ("workspace", workspace.Name)).Markdown;
        return new Greeting(
            agent, text,
            [.. Tries.Select(label => new QuickReply(phrases.Label(label, workspace.Id)))]);
    }

    /// <inheritdoc/>
    public AgentText Apology(TurnContext context)
    {
        var phrases = SalesWording.Of(context.Locale);
        var seed = context.Turn.Id.ToString();
        return SalesWording.Contact(context.Workspace, context.Locale) is { } contact
            ? phrases.Say("apologyWithContact", seed, ("contact", contact))
            : phrases.Say("apology", seed);
    }

    private static SalesSettings SettingsOf(Workspace workspace) => Parsed.GetValue(workspace, static workspace =>
        SalesSettings.Parse(workspace).Settings
        ?? throw new InvalidOperationException(
            $"Settings of workspace {workspace.Id} are not those of a sales team."));
}
