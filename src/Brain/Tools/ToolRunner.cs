using System.Text.Json;
using Gateway.Brain.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;

namespace Gateway.Brain.Tools;

/// <summary>
/// Runs the tool calls of one agent's run, as functions of its kernel: only the tools it lists, and each through the
/// filters that hold it to the ledger, the budget, its policy and its time-out. Whatever goes wrong is answered to the
/// model as an error it can act on; nothing but the end of the turn is thrown.
/// </summary>
internal sealed partial class ToolRunner
{
    private readonly SolutionTurn _turn;
    private readonly KernelPlugin _plugin;
    private readonly Kernel _kernel;
    private readonly ILogger _logger;
    private readonly TurnLedger _ledger;

    /// <summary>Opens a run.</summary>
    /// <param name="tools">What the agent may do.</param>
    /// <param name="turn">The solution's side of the turn; the tools change it.</param>
    /// <param name="limits">What holds the run.</param>
    /// <param name="logger">Hears of what is refused and what fails.</param>
    /// <param name="turnEnds">The turn's own: its cancellation is thrown.</param>
    public ToolRunner(
        Toolbox tools, SolutionTurn turn, ToolLimits limits, ILogger logger, CancellationToken turnEnds)
    {
        (_turn, _plugin, _logger, _ledger) = (turn, tools.Plugin, logger, limits.Ledger);
        _kernel = new ToolScope(turn, tools.ByName, limits.Time).Open(tools.Plugin);
        var filters = _kernel.FunctionInvocationFilters;
        filters.Add(new ToolLedger(limits.Ledger, limits.Learn));
        filters.Add(new ToolBudget(limits.MostCalls));
        filters.Add(new ToolGate(logger));
        filters.Add(new ToolFaults(logger, turnEnds));
    }

    /// <summary>Runs one call.</summary>
    /// <param name="call">As the model sent it.</param>
    /// <param name="interrupted">Ends a tool without effects; one with effects is let end.</param>
    /// <param name="cancellationToken">The turn's own: its cancellation is thrown.</param>
    /// <returns>The tool's result, or an object with the one member <c>error</c>.</returns>
    public async Task<JsonElement> RunAsync(
        FunctionCallContent call, CancellationToken interrupted, CancellationToken cancellationToken)
    {
        if (!_plugin.TryGetFunction(call.Name, out var function) || function.Name != call.Name)
            return Refuse(call, ToolErrors.NoSuchTool);
        var tool = ToolScope.In(_kernel).ToolOf(function);
        var acts = tool.Policy == ToolPolicy.NeedsConfirmation;
        if (call.Exception is not null && (!acts || tool.ProposesItself))
            return Refuse(call, "arguments are not a JSON object");
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            acts ? CancellationToken.None : interrupted, cancellationToken);
        var result = await function.InvokeAsync(
            _kernel, new KernelArguments(call.Arguments ?? new Dictionary<string, object?>()), both.Token);
        return result.GetValue<JsonElement>();
    }

    /// <summary>Answers a call that cannot be run.</summary>
    public JsonElement Refuse(FunctionCallContent call, string reason)
    {
        Log.Refused(_logger, _turn.Context.Turn.Id, call.Name, reason);
        var error = ToolErrors.Of(reason);
        _ledger.Called(call.Name, call.Arguments, error, elapsedMs: 0);
        return error;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Turn {Turn}: tool {Tool} refused: {Reason}")]
        public static partial void Refused(ILogger logger, Sessions.TurnId turn, string tool, string reason);
    }
}

/// <summary>What holds a run of tools.</summary>
/// <param name="MostCalls">The most calls of the run, 1 or more.</param>
/// <param name="Time">By which tools are timed out.</param>
/// <param name="Ledger">Takes down each call.</param>
/// <param name="Learn">Hears each result, before the model does.</param>
internal sealed record ToolLimits(int MostCalls, TimeProvider Time, TurnLedger Ledger, Action<JsonElement> Learn);
