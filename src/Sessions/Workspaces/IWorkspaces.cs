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

    /// <summary>Raised after the set has changed; the argument is the new set.</summary>
    event Action<IReadOnlyCollection<Workspace>>? Changed;
}
