using Gateway.Sessions;

namespace Gateway.Benchmarks;

/// <summary>Nobody listens to what a turn streams.</summary>
internal sealed class Unheard : IReplyStream
{
    public CancellationToken Interrupted => CancellationToken.None;

    public void Write(string text)
    {
    }
}
