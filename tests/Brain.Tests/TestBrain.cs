using Gateway.Brain.House;
using Gateway.Brain.Records;
using Gateway.Brain.Replays;
using Gateway.Brain.Shop;
using Gateway.Brain.Shop.Dialogue;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Gateway.Brain.Tests;

/// <summary>
/// The brain as the host composes it, without a host: no pauses between words, workspaces and models of the test's
/// choice.
/// </summary>
internal sealed class TestBrain : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Nothing = [];

    private readonly ServiceProvider _services;

    public TestBrain(
        Workspace workspace, IChatClient? model = null, Action<IServiceCollection>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        Workspace = workspace;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(workspace));
        if (model is not null)
            services.AddSingleton(model);
        configure?.Invoke(services);
        services.AddTestChannels();
        services.TryAddSingleton<IMediaLinks, TestLinks>();
        services.TryAddSingleton<IContacts>(Contacts);
        services.TryAddSingleton<IConsents>(Consents);
        services.TryAddSingleton<IDbContextFactory<RecordsDbContext>>(
            new RecordsDatabase(NpgsqlDataSource.Create("Host=unreachable.invalid")));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings ?? Nothing).Build();
        services.AddBrain(configuration).AddShop().AddShopDialogue();
        services.Configure<HouseOptions>(options => options.PaceMs = 0);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public static Workspace DemoWorkspace { get; } =
        new() { Id = "demo-shop", Name = "Maison Corvelle", Solution = "shop" };

    public Workspace Workspace { get; }

    public FakeContacts Contacts { get; } = new();

    public FakeConsents Consents { get; } = new();

    public IServiceProvider Services => _services;

    public ITurnHandler Handler => _services.GetRequiredService<ITurnHandler>();

    public Replayer Replayer => _services.GetRequiredService<Replayer>();

    public Conversation Open(
        string locale = "fr", ManualClock? clock = null, string channel = ChannelKind.Web,
        string address = "visitor-1") =>
        new(Handler, Workspace, locale, clock ?? new ManualClock(), channel, address);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Addresses of files as the gateway signs them.</summary>
internal sealed class TestLinks : IMediaLinks
{
    public Attachment Sign(string workspace, Attachment attachment) =>
        attachment with { Url = $"https://gateway.example.test{attachment.Url}?token={workspace}" };
}
