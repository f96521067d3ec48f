using Gateway.Channels;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Stage;
using Gateway.Workspaces;

namespace Gateway.Health;

/// <summary>
/// Every channel of every workspace with its state on this node: those that were reported, and those that nobody speaks
/// for.
/// </summary>
internal sealed class ChannelOverview(
    IWorkspaces workspaces, ServedWorkspaces files, ChannelStates states, KnownChannels channels,
    TwilioAccounts accounts, Simulation simulation)
{
    /// <summary>All channels, by workspace in the order of its file.</summary>
    public IReadOnlyList<ChannelLine> Read()
    {
        var reported = states.All.ToDictionary(state => (state.Workspace, state.Kind, state.Line));
        return
        [
            .. workspaces.All.SelectMany(workspace => workspace.Channels
                .Select(
                    channel => Describe(
                    workspace, channel, reported.GetValueOrDefault((workspace.Id, channel.Kind, channel.Line ?? ""))))
                .Concat(ClosedOf(workspace))),
        ];
    }

    private ChannelLine Describe(Workspace workspace, WorkspaceChannel channel, ChannelState? state)
    {
        var line = new ChannelLine(
            workspace.Id, channel.Kind, channel.Name ?? "", "up", "")
        { Simulated = simulation.Simulates(channel) };
        if (state is { IsUp: false })
            return line with { State = "down", Detail = state.Words };
        if (channel.Settings is TwilioSettings && !accounts.TryFind(channel, out _, out var problem))
            return line with { State = "down", Detail = problem };
        if (state is not null)
            return line with { Detail = state.Words };
        var (how, detail) = channels[channel.Kind].Unreported;
        return line with { State = how, Detail = detail };
    }

    /// <summary>Channels that their file names and that are closed, because a secret is missing.</summary>
    private IEnumerable<ChannelLine> ClosedOf(Workspace workspace) => files.Closed
        .Where(closed => closed.Workspace == workspace.Id)
        .Select(
            closed => new ChannelLine(
            workspace.Id, closed.Channel.Kind, closed.Channel.Name ?? "", "down", closed.Reason));
}

/// <summary>A channel and its state.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Kind">One of <see cref="ChannelKind"/>.</param>
/// <param name="Line">Its number, bot or site key.</param>
/// <param name="State"><c>up</c>, <c>down</c>, or <c>unknown</c> when nobody has found out yet.</param>
/// <param name="Detail">What is wrong and what would mend it, or how it runs; may be empty.</param>
internal sealed record ChannelLine(string Workspace, string Kind, string Line, string State, string Detail)
{
    /// <summary>Whether its provider is the built-in stand-in.</summary>
    public bool Simulated { get; init; }
}
