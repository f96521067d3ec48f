using Gateway.Sessions;
using Gateway.Sessions.Redis;
using Microsoft.Extensions.Options;

namespace Gateway.Testing;

/// <summary>Names of keys, for tests of what stands on Redis without a host.</summary>
public static class TestNames
{
    /// <summary>Names under the key that is kept in that Redis.</summary>
    public static AddressNames Of(RedisDoor redis) =>
        new(redis, NodeId.New(), new KeptAddressKey(redis), Options.Create(new SessionOptions()));
}
