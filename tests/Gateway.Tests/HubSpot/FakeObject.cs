using System.Collections.Concurrent;

namespace Gateway.Tests.HubSpot;

/// <summary>One of HubSpot's objects.</summary>
internal sealed record FakeObject(string Type, string Id)
{
    public ConcurrentDictionary<string, string> Properties { get; } = [];

    public HashSet<string> Associated { get; } = [];

    public string this[string name] => Properties.GetValueOrDefault(name, "");
}
