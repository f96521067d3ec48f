using System.Collections.Concurrent;

namespace Gateway.Channels;

/// <summary>How a channel of a workspace is doing on this node.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Kind">One of <see cref="Sessions.ChannelKind"/>.</param>
/// <param name="Line">Its number or bot.</param>
/// <param name="IsUp">False: it takes nothing in or sends nothing out.</param>
/// <param name="Words">What is wrong and what would mend it, without secrets; or how it runs (<c>webhook</c>,
/// <c>polling</c>).</param>
public sealed record ChannelState(string Workspace, string Kind, string Line, bool IsUp, string Words);

/// <summary>
/// How the channels are doing. A channel that is wrong is closed by itself; the gateway and the others go on.
/// </summary>
public sealed class ChannelStates
{
    private readonly ConcurrentDictionary<(string, string, string), ChannelState> _states = new();

    /// <summary>All that were reported.</summary>
    public IReadOnlyList<ChannelState> All =>
        [.. _states.Values.OrderBy(state => state.Workspace, StringComparer.Ordinal)
            .ThenBy(state => state.Kind, StringComparer.Ordinal)
            .ThenBy(state => state.Line, StringComparer.Ordinal)];

    /// <summary>Reports how a channel is doing.</summary>
    /// <returns>True when that is news.</returns>
    public bool Report(ChannelState state)
    {
        var isNews = true;
        _states.AddOrUpdate((state.Workspace, state.Kind, state.Line), state, (_, known) =>
        {
            isNews = known != state;
            return state;
        });
        return isNews;
    }

    /// <summary>Forgets a channel that is gone.</summary>
    public void Forget(string workspace, string kind, string line) => _states.TryRemove((workspace, kind, line), out _);
}
