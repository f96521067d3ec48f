using Gateway.Channels.Tests.Folders.Ring.Second;

namespace Gateway.Channels.Tests.Folders.Ring.First;

/// <summary>Needs the second folder in the body of what the compiler makes of it alone.</summary>
internal static class Caller
{
    public static async Task<int> CallAsync()
    {
        await Task.Yield();
        return ((IReadOnlyList<int>)[1, 2]).Sum(one => Called.Double(one));
    }
}

/// <summary>What the third folder keeps a list of.</summary>
internal sealed record Kept;
