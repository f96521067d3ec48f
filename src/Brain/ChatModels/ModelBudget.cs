using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Counts the turns that paid models are asked for and the tokens they take, by session and by workspace, a day at a
/// time and over all nodes.
/// </summary>
internal sealed partial class ModelBudget(
    Limits limits, IOptions<SpendingOptions> options, ModelMeter meter, ILogger<ModelBudget> logger)
    : IModelBudget, IWorkspaceBudget
{
    private const string Turns = "turns";
    private const string Tokens = "tokens";

    private readonly Allowance _turnsOfSession = new(null, null, options.Value.TurnsPerSession);
    private readonly Allowance _turnsOfWorkspace = new(null, null, options.Value.TurnsPerWorkspace);
    private readonly Allowance _tokensOfSession = new(null, null, options.Value.TokensPerSession);
    private readonly Allowance _tokensOfWorkspace = new(null, null, options.Value.TokensPerWorkspace);

    /// <inheritdoc/>
    public async Task<bool> MaySpendAsync(Turn turn)
    {
        if (await WhoseIsUsedUpAsync(turn.Session) is not { } whose)
            return true;
        meter.Withhold(whose);
        Log.Withheld(logger, turn.Id, whose, turn.Session.Workspace);
        return false;
    }

    /// <inheritdoc/>
    public async Task BookAsync(Turn turn, ModelUsage usage)
    {
        meter.Count(turn.Session.Workspace, usage);
        if (usage.Tokens == 0)
            return;
        try
        {
            await ChargeAsync(turn.Session, usage.Tokens);
        }
        catch (SessionStoreUnavailableException exception)
        {
            // The words are said. Without its store the turn is not committed either, and run again.
            Log.NotBooked(logger, exception, turn.Id, usage.Tokens);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> HasTokensAsync(string workspace) =>
        await limits.ChargeAsync(Tokens, workspace, 0, _tokensOfWorkspace) is null;

    /// <inheritdoc/>
    public async Task BookAsync(string workspace, ModelUsage usage)
    {
        meter.Count(workspace, usage);
        if (usage.Tokens == 0)
            return;
        try
        {
            await limits.ChargeAsync(Tokens, workspace, usage.Tokens, _tokensOfWorkspace);
        }
        catch (SessionStoreUnavailableException exception)
        {
            Log.NotBookedTo(logger, exception, workspace, usage.Tokens);
        }
    }

    private async Task<string?> WhoseIsUsedUpAsync(Session session)
    {
        // Nothing is booked by this: only looked at what the turns before have left.
        var (ofSession, ofWorkspace) = await ChargeAsync(session, 0);
        if (ofSession is not null)
            return "session";
        if (ofWorkspace is not null)
            return "workspace";
        // What a session is refused costs its workspace nothing.
        return await limits.CountAsync(Turns, SubjectOf(session), _turnsOfSession) is not null ? "session"
            : await limits.CountAsync(Turns, session.Workspace, _turnsOfWorkspace) is not null ? "workspace"
            : null;
    }

    private async Task<(Exhausted? OfSession, Exhausted? OfWorkspace)> ChargeAsync(Session session, long tokens)
    {
        var ofSession = limits.ChargeAsync(Tokens, SubjectOf(session), tokens, _tokensOfSession);
        var ofWorkspace = limits.ChargeAsync(Tokens, session.Workspace, tokens, _tokensOfWorkspace);
        await Task.WhenAll(ofSession, ofWorkspace);
        return (await ofSession, await ofWorkspace);
    }

    private static string SubjectOf(Session session) => $"{session.Workspace}:{session.Id}";

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "Turn {Turn} is answered by the house model: the {Whose}'s budget of the day is used up "
            + "(workspace {Workspace})")]
        public static partial void Withheld(ILogger logger, TurnId turn, string whose, string workspace);

        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: {Tokens} tokens could not be booked")]
        public static partial void NotBooked(ILogger logger, Exception exception, TurnId turn, long tokens);

        [LoggerMessage(LogLevel.Warning, "Workspace {Workspace}: {Tokens} tokens of a replay could not be booked")]
        public static partial void NotBookedTo(ILogger logger, Exception exception, string workspace, long tokens);
    }
}
