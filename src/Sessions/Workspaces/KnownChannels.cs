using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Sessions.Workspaces;

/// <summary>The channels this gateway has, as they are registered. Safe to ask from any thread.</summary>
public sealed class KnownChannels
{
    private readonly FrozenDictionary<string, ChannelTraits> _byKind;

    /// <summary>Gathers them.</summary>
    /// <exception cref="ArgumentException">Two channels are of one kind.</exception>
    public KnownChannels(IEnumerable<ChannelTraits> traits)
    {
        All = [.. traits];
        if (All.Select(one => one.Kind).Distinct().Count() < All.Count)
            throw new ArgumentException("Two channels are of one kind.", nameof(traits));
        _byKind = All.ToFrozenDictionary(one => one.Kind);
        Delivered = [.. All.Where(one => one.IsDelivered).Select(one => one.Kind)];
    }

    /// <summary>All of them, in the order they were registered.</summary>
    public IReadOnlyList<ChannelTraits> All { get; }

    /// <summary>The kinds of those on which what is written goes out through a provider.</summary>
    public IReadOnlyList<string> Delivered { get; }

    /// <summary>
    /// The channel of a kind: of a session whose channel is registered no more, one of which nothing is known and on
    /// which nothing goes out.
    /// </summary>
    public ChannelTraits this[string kind] => _byKind.GetValueOrDefault(kind) ?? new Gone(kind);

    /// <summary>The channel of a kind, if there is one.</summary>
    public bool TryFind(string? kind, [NotNullWhen(true)] out ChannelTraits? traits)
    {
        traits = null;
        return kind is not null && _byKind.TryGetValue(kind, out traits);
    }

    private sealed class Gone(string kind) : ChannelTraits
    {
        public override string Kind => kind;

        public override string NameProperty => "name";

        public override bool IsDelivered => false;

        public override string NameIn(string locale) => kind;

        public override WorkspaceChannel Read(FileObject json) => new() { Kind = kind };
    }
}
