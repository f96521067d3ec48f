using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>
/// Reads the channels of workspace files: each kind by its own traits; fields of another kind are errors.
/// </summary>
internal sealed class ChannelReader(KnownChannels channels)
{
    private const int MaxDebounceMs = 60_000;

    private readonly string[] _kinds = [.. channels.All.Select(traits => traits.Kind)];

    /// <summary>What no two channels may share: the property and its value, its kind before it.</summary>
    public (string Property, string Value)? NameOf(WorkspaceChannel channel) => channel.Name is { Length: > 0 } name
        ? (channels[channel.Kind].NameProperty, $"{channel.Kind} {name.ToLowerInvariant()}")
        : null;

    /// <summary>The channel, or null when its kind is not known.</summary>
    /// <param name="json">The channel as it stands; takes the errors and the secrets that are missing.</param>
    public WorkspaceChannel? Read(FileObject json)
    {
        var kind = json.Text("kind", _kinds.Contains, $"one of {string.Join(", ", _kinds)}");
        if (!channels.TryFind(kind, out var traits))
            return null;
        var channel = traits.Read(json) with { DebounceMs = json.OptionalInteger("debounceMs", 0, MaxDebounceMs) };
        json.RefuseRest();
        return channel;
    }
}
