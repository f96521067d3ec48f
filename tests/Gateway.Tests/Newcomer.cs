using System.Net.Http.Headers;
using Gateway.Testing;

[assembly: AssemblyFixture(typeof(Gateway.Tests.Newcomer))]

namespace Gateway.Tests;

/// <summary>
/// The gateway as a newcomer has it: a process with its embedded Redis and PostgreSQL, the demo workspaces and the
/// development key, shared by the tests that only use it.
/// </summary>
public sealed class Newcomer : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
    private GatewayProcess _gateway = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => _gateway.Address;

    /// <summary>Where its data lies.</summary>
    public string DataPath => _data;

    /// <summary>A client without a key.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A client with the key that was printed.</summary>
    public HttpClient Operator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Messages are answered and delivered as fast as can be.
        _gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _data), ("Simulator:PaceMs", "0"), ("Twilio:DebounceMs", "0"),
            ("Sms:SegmentsPerSecond", "1000"), ("Sms:Burst", "1000"));
        Http = new HttpClient { BaseAddress = Address };
        Operator = new HttpClient { BaseAddress = Address };
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await _gateway.ApiKeyAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Operator.Dispose();
        await _gateway.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
