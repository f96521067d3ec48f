namespace Gateway.Channels.Tests.Web;

/// <summary>
/// The system's clock, which a test can put forward; what waits for a time still waits for the system's.
/// </summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
