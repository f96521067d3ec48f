using Gateway.Testing;
using Xunit;

namespace Gateway.Sessions.Tests;

/// <summary>
/// A Redis for each test: for those that stop it, count what it does, or leave sessions lying about that another test's
/// node would take up.
/// </summary>
public abstract class OwnRedis : IAsyncLifetime
{
    protected RedisServer Redis { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Redis = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
