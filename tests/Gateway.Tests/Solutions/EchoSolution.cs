using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Brain.Agents;
using Gateway.Brain.ControlPlane;
using Gateway.Brain.House;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Solutions;
using Gateway.Brain.Tools;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions.Workspaces;
using Gateway.Solutions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Tests.Solutions;

/// <summary>
/// The smallest trade there is: it says again what was written. All of it stands here, and in one registration.
/// </summary>
internal static class EchoServices
{
    public static IServiceCollection AddEcho(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISolution, EchoSolution>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHouseSkill, EchoSkill>());
        return services.AddSolution<EchoInfo>();
    }
}

internal sealed class EchoInfo : ISolutionInfo
{
    public string Name => EchoSolution.TradeName;

    public BothLanguages Title { get; } = new("Écho", "Echo");

    public BothLanguages Promise { get; } = new("Répète tout.", "Says everything again.");

    public IReadOnlyList<BothLanguages> Tries { get; } = [new("Ohé !", "Hello there!")];

    public IEnumerable<WorkspaceError> CheckSettings(Workspace workspace)
    {
        List<WorkspaceError> errors = [];
        EchoSolution.TimesIn(workspace, errors.Add);
        return errors;
    }

    public void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet("/demo/{workspace}/cave", (string workspace) => $"The cave of {workspace}");

    public void MapApi(RouteGroupBuilder api) => api.MapGet("/echoes", () => new { Name });
}

internal sealed class EchoSolution : ISolution
{
    public const string TradeName = "echo";

    public string Name => TradeName;

    public IReadOnlyList<Agent> Agents { get; } =
        [new Speaker("echo", new Toolbox("echo", []), Instructions.Of("Say again what was written."))];

    public IReadOnlyList<RoutingRule> RulesOf(Workspace workspace) =>
        [new RoutingRule<object>("only-agent", "echo", (_, _) => "there is one")];

    public LanguageWords Words => LanguageWords.None;

    public ClaimRules Claims { get; } = new()
    {
        Kinds = FrozenSet<ClaimKind>.Empty,
        Members = FrozenDictionary<string, ClaimKind>.Empty,
        InWords = "anything",
        Instead = _ => AgentText.None,
    };

    public static int TimesIn(Workspace workspace, Action<WorkspaceError> note)
    {
        if (workspace.Settings.ValueKind == JsonValueKind.Undefined)
            return 1;
        var json = new FileObject("$.settings", workspace.Settings, note, secret: _ => null);
        var times = json.OptionalInteger("times", 1, 9) ?? 1;
        json.RefuseRest();
        return times;
    }

    public SolutionMemory Recall(Workspace workspace, JsonElement? state, Proposal? proposal) =>
        new(
            state?.Deserialize<EchoState>(BrainJson.Options) ?? new EchoState(TimesIn(workspace, _ => { }), 0),
            proposal);

    public SolutionTurn Begin(TurnContext context, SolutionMemory memory) => new EchoTurn(context, memory);

    public AgentText Introduction(TurnContext context) => "I am an automated echo.";

    public Greeting Greet(Workspace workspace, string locale) => new(workspace.Name, "Call!", []);

    public AgentText Apology(TurnContext context) => "Silence.";
}

internal sealed record EchoState(int Times, int Turns);

internal sealed class EchoTurn(TurnContext context, SolutionMemory memory) : SolutionTurn(context, memory.Proposal)
{
    private readonly EchoState _before = (EchoState)memory.State;

    public override object State => _before with { Turns = _before.Turns + 1 };

    protected override void Restore(object state)
    {
    }
}

internal sealed class EchoSkill : IHouseSkill
{
    public string Agent => "echo";

    public void Prepare()
    {
    }

    public string? Lexicon(string locale) => null;

    public RequestSigns SignsIn(Utterance heard) => new();

    public Task<AgentText> AnswerAsync(HouseTurn turn) => Task.FromResult(
        AgentText.Join(
            " ",
            Enumerable.Repeat<AgentText>(
            turn.Heard.Text, turn.Facts.State.Deserialize<EchoState>(BrainJson.Options)!.Times)));
}
