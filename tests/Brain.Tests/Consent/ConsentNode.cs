using Gateway.Brain.Consent;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

[assembly: AssemblyFixture(typeof(Gateway.Brain.Tests.Consent.RedisFixture))]

namespace Gateway.Brain.Tests.Consent;

/// <summary>One Redis for all tests of this project; every test has workspaces of its own.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync(appendFsync: "no");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What a node has of contacts and consents: the books over a database of the test's own, and the engine over Redis. Nothing of it is running.</summary>
internal sealed class ConsentNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ConsentNode(ServiceProvider services) => _services = services;

    public IContacts Contacts => _services.GetRequiredService<IContacts>();

    public ConsentBook Consents => _services.GetRequiredService<ConsentBook>();

    public ContactProfiles Profiles => _services.GetRequiredService<ContactProfiles>();

    public SessionEngine Engine => _services.GetRequiredService<SessionEngine>();

    public ConsentKeeper Keeper => _services.GetServices<IHostedService>().OfType<ConsentKeeper>().Single();

    public static async Task<ConsentNode> StartAsync(
        RecordsDatabase database, RedisServer redis, ManualClock clock, params IReadOnlyCollection<Workspace> workspaces)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConnectionMultiplexer>(await redis.ConnectAsync());
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(workspaces));
        services.AddSingleton<ITurnHandler>(new NoTurns());
        services.AddSingleton<IDbContextFactory<RecordsDbContext>>(database);
        services.AddSessions(new ConfigurationBuilder().Build());
        services.AddSingleton<ContactProfiles>();
        services.AddConsent();
        return new ConsentNode(services.BuildServiceProvider());
    }

    /// <summary>A workspace with two numbers for SMS and WhatsApp and a bot, under an id that no other test has.</summary>
    public static Workspace Workspace(string name) => new()
    {
        Id = $"{name}-{Guid.NewGuid():N}",
        Name = name,
        Solution = "shop",
        Channels =
        [
            new() { Kind = ChannelKind.Sms, Number = "+33700000001" },
            new() { Kind = ChannelKind.Sms, Number = "+33700000002" },
            new() { Kind = ChannelKind.WhatsApp, Number = "+33700000001" },
            new() { Kind = ChannelKind.Telegram, Bot = "test_bot" },
        ],
    };

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class NoTurns : ITurnHandler
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
