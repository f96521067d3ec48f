using System.Diagnostics.CodeAnalysis;

namespace Gateway.Sessions.Workspaces;

/// <summary>The businesses that are being served, as their files stand now. Safe to ask from any thread.</summary>
public interface IWorkspaces
{
    /// <summary>All of them, by id.</summary>
    IReadOnlyCollection<Workspace> All { get; }

    /// <summary>The one with that id, if it is being served.</summary>
    bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace);

    /// <summary>The one whose widget bears that site key, if it is being served.</summary>
    bool TryGetBySiteKey(string? siteKey, [NotNullWhen(true)] out Workspace? workspace);

    /// <summary>The one that has that number or bot, with the channel it is.</summary>
    /// <param name="kind">One of <see cref="ChannelKind"/>.</param>
    /// <param name="line">E.164 number, or a bot's user name in any case.</param>
    /// <param name="workspace">The business.</param>
    /// <param name="channel">Its channel.</param>
    bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace, [NotNullWhen(true)] out WorkspaceChannel? channel)
    {
        workspace = All.FirstOrDefault(one => one.Channels.Any(way => way.Kind == kind && string.Equals(way.Line, line, StringComparison.OrdinalIgnoreCase)));
        channel = workspace?.Channels.First(way => way.Kind == kind && string.Equals(way.Line, line, StringComparison.OrdinalIgnoreCase));
        return channel is not null;
    }

    /// <summary>Raised after the set has changed; the argument is the new set.</summary>
    event Action<IReadOnlyCollection<Workspace>>? Changed;
}
