using Gateway.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Gateway.Sessions.Tests.RedisFixture))]

namespace Gateway.Sessions.Tests;

/// <summary>
/// One Redis for all tests whose nodes answer alike and do not stop; every test writes to addresses of its own.
/// </summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
