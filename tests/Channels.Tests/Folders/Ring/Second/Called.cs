using Gateway.Channels.Tests.Folders.Ring.Third;

namespace Gateway.Channels.Tests.Folders.Ring.Second;

/// <summary>Needs the third folder for an attribute.</summary>
[Mark]
internal static class Called
{
    public static int Double(int one) => 2 * one;
}
