using Gateway.Testing;
using Xunit;

namespace Gateway.Channels.Tests.Delivery;

/// <summary>A Redis for each test. How the disk is written is not what is asked here.</summary>
public abstract class DeliveryTest : IAsyncLifetime
{
    protected RedisServer Redis { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Redis = await RedisServer.StartAsync(appendFsync: "no");

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal static SendOutcome NotTaken(int? retryAfterMs = null, bool everyone = false) =>
        new SendOutcome.NotTaken("429", retryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, everyone);

    internal static SendOutcome Unknown() => new SendOutcome.Unknown("timeout");

    internal static SendOutcome Refused() => new SendOutcome.Refused(new Refusal("21211", "No such number."));
}
