using Gateway.Brain.Consent;
using Gateway.Brain.Contacts;
using Gateway.Brain.House;
using Gateway.Brain.Records;
using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Dialogue;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Media;
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

/// <summary>
/// A node with contacts and consents: the brain and its books over a database of the test's own, and the engine over
/// Redis. It runs no turns until it is told to.
/// </summary>
internal sealed class ConsentNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private IReadOnlyList<IHostedService> _running = [];

    private ConsentNode(ServiceProvider services) => _services = services;

    public IContacts Contacts => _services.GetRequiredService<IContacts>();

    public ConsentBook Consents => _services.GetRequiredService<ConsentBook>();

    public ContactProfiles Profiles => _services.GetRequiredService<ContactProfiles>();

    public SessionEngine Engine => _services.GetRequiredService<SessionEngine>();

    public OptOuts OptOuts => _services.GetRequiredService<OptOuts>();

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public ConsentKeeper Keeper => _services.GetServices<IHostedService>().OfType<ConsentKeeper>().Single();

    public static async Task<ConsentNode> StartAsync(
        RecordsDatabase database, RedisServer redis, ManualClock clock,
        params IReadOnlyCollection<Workspace> workspaces)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IConnectionMultiplexer>(await redis.ConnectAsync());
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(workspaces));
        services.AddSingleton<IDbContextFactory<RecordsDbContext>>(database);
        services.AddTestChannels();
        services.AddSessions(new ConfigurationBuilder().Build());
        services.AddSingleton<IMediaLinks, TestLinks>();
        services.AddBrain(new ConfigurationBuilder().Build()).AddShop().AddShopDialogue();
        services.Configure<HouseOptions>(options => options.PaceMs = 0);
        return new ConsentNode(services.BuildServiceProvider());
    }

    /// <summary>
    /// A workspace with two numbers for SMS and WhatsApp and a bot, under an id that no other test has.
    /// </summary>
    public static Workspace Workspace(string name) => new()
    {
        Id = $"{name}-{Guid.NewGuid():N}",
        Name = name,
        Solution = "shop",
        Channels =
        [
            new() { Kind = ChannelKind.Sms, Line = "+33700000001" },
            new() { Kind = ChannelKind.Sms, Line = "+33700000002" },
            new() { Kind = ChannelKind.WhatsApp, Line = "+33700000001" },
            new() { Kind = ChannelKind.Telegram, Line = "test_bot" },
        ],
    };

    /// <summary>Lets it run turns, and all else that a host would start.</summary>
    public async Task RunAsync()
    {
        _running = [.. _services.GetServices<IHostedService>()];
        foreach (var service in _running)
            await service.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running.Reverse())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
