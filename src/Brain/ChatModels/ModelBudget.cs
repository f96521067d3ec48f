using System.Diagnostics.Metrics;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Counts the turns that paid models are asked for, by session and by workspace, a day at a time and over all nodes.
/// </summary>
internal sealed partial class ModelBudget : IModelBudget, IDisposable
{
    private readonly Limits _limits;
    private readonly Allowance _ofSession;
    private readonly Allowance _ofWorkspace;
    private readonly ILogger<ModelBudget> _logger;
    private readonly Meter _meter;
    private readonly Counter<long> _withheld;

    public ModelBudget(
        Limits limits, IOptions<SpendingOptions> options, IMeterFactory meters, ILogger<ModelBudget> logger)
    {
        (_limits, _logger) = (limits, logger);
        _ofSession = new Allowance(null, null, options.Value.TurnsPerSession);
        _ofWorkspace = new Allowance(null, null, options.Value.TurnsPerWorkspace);
        _meter = meters.Create("Gateway.Brain");
        _withheld = _meter.CreateCounter<long>(
            "gateway.models.withheld", "{turn}",
            "Turns that the house model answered because the day's budget is used up, by whose: session, workspace");
    }

    /// <inheritdoc/>
    public async Task<bool> MaySpendAsync(Turn turn)
    {
        var session = turn.Session;
        // What a session is refused costs its workspace nothing.
        var whose = await _limits.CountAsync("turns", $"{session.Workspace}:{session.Id}", _ofSession) is not null
            ? "session"
            : await _limits.CountAsync("turns", session.Workspace, _ofWorkspace) is not null ? "workspace"
            : null;
        if (whose is null)
            return true;
        _withheld.Add(1, new KeyValuePair<string, object?>("whose", whose));
        Log.Withheld(_logger, turn.Id, whose, session.Workspace);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "Turn {Turn} is answered by the house model: the {Whose}'s budget of the day is used up (workspace {Workspace})")]
        public static partial void Withheld(ILogger logger, TurnId turn, string whose, string workspace);
    }
}
