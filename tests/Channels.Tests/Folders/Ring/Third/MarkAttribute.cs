using Gateway.Channels.Tests.Folders.Ring.First;

namespace Gateway.Channels.Tests.Folders.Ring.Third;

/// <summary>Needs the first folder as a type argument of a field.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MarkAttribute : Attribute
{
    private readonly List<Kept> _kept = [];

    public int Count => _kept.Count;
}
