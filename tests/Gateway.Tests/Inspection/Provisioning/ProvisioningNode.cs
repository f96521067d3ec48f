using System.Text;
using System.Text.Json.Nodes;
using Gateway.Brain;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Records;
using Gateway.Channels;
using Gateway.Channels.Twilio;
using Gateway.Inspection.AgentCalls;
using Gateway.Inspection.Provisioning;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.Inspection.Provisioning.Runs;
using Gateway.Installation;
using Gateway.Sessions.Engine;
using Gateway.Testing;
using Gateway.Workspaces;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using StackExchange.Redis;

namespace Gateway.Tests.Inspection.Provisioning;

/// <summary>What puts centres on the air on one node, in the test's own process, before a fake of Twilio.</summary>
internal sealed class ProvisioningNode : IAsyncDisposable
{
    public const string Centre = "centre-lyon";
    public const string PublicUrl = "https://gw.example.com";

    private readonly ServiceProvider _services;
    private readonly string _folder;

    private ProvisioningNode(ServiceProvider services, string folder) => (_services, _folder) = (services, folder);

    public static ProvisioningOptions Allowed { get; } = new() { MaxMonthly = 1.50m };

    public CentreProvisioner Provisioner => _services.GetRequiredService<CentreProvisioner>();

    public ProvisionBook Book => _services.GetRequiredService<ProvisionBook>();

    public ServedWorkspaces Served => _services.GetRequiredService<ServedWorkspaces>();

    public WorkspaceStore Store => _services.GetRequiredService<WorkspaceStore>();

    public TwilioAccounts Accounts => _services.GetRequiredService<TwilioAccounts>();

    public IServiceProvider Services => _services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ProvisioningNode> StartAsync(
        string redis, string postgres, FakeTwilio twilio, TimeProvider clock, ProvisioningOptions? options = null,
        IReadOnlyList<(string Key, string Value)>? settings = null, string? file = null,
        ElevenLabsOptions? elevenLabs = null)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-provisioning-").FullName;
        if (file is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{Centre}.json"), file);
        var accounts = new CentreAccountsSource();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            twilio.Settings.Concat(settings ?? [])
                .Append(("Gateway:WorkspacesPath", folder))
                .Append(("Gateway:DataPath", Path.Combine(folder, "data")))
                .ToDictionary(one => one.Item1, one => (string?)one.Item2)).Add(accounts).Build();
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(clock);
        services.AddSingleton(NpgsqlDataSource.Create(postgres));
        services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        services.AddSingleton(new PublicAddress(new Uri(PublicUrl)));
        services.AddRecords().AddWorkspaces(configuration, GatewayOptions.Read(configuration));
        services.AddBrain(configuration).AddSolutions().AddChannels(configuration, Path.Combine(folder, "data"));
        services.AddSessions(configuration);
        services.AddDataProtection().SetApplicationName("gateway");
        services.AddAgentCalls();
        services.AddProvisioning(options ?? Allowed, elevenLabs ?? new ElevenLabsOptions(), accounts);
        services.Replace(ServiceDescriptor.Singleton(clock));
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<RecordsMigrator>().MigrateAsync(Cancellation);
        var node = new ProvisioningNode(provider, folder);
        await provider.GetRequiredService<TableWatch>().BeginAsync(
            provider.GetRequiredService<WorkspaceFolder>().Read(), Cancellation);
        return node;
    }

    /// <summary>A centre's workspace: the demo's data, a widget, and whatever else it is given.</summary>
    public static string Document(Action<JsonObject>? change = null)
    {
        var demo = Path.Combine(GatewayProcess.Root, "workspaces", "demo-centre.json");
        var document = JsonNode.Parse(File.ReadAllText(demo))!.AsObject();
        document["id"] = Centre;
        document["channels"] = new JsonArray(new JsonObject
        {
            ["kind"] = "web",
            ["siteKey"] = Centre,
            ["allowedOrigins"] = new JsonArray("https://centre.example"),
        });
        change?.Invoke(document);
        return document.ToJsonString();
    }

    /// <summary>Signs the centre up.</summary>
    public async Task SignUpAsync(Action<JsonObject>? change = null) =>
        (await Store.CreateAsync(Encoding.UTF8.GetBytes(Document(change)), "operator:test", Cancellation))
            .ShouldBeOfType<WorkspaceChange.Done>();

    public Task<ProvisioningOutcome> TryAsync(
        ProvisioningVerb verb, ProvisioningRequest? request = null, CancellationToken? cancellation = null) =>
        Provisioner.RunAsync(
            verb, Centre, request ?? new ProvisioningRequest(), "key:1", cancellation ?? Cancellation);

    public async Task<ProvisioningReport> ActivateAsync(ProvisioningRequest? request = null) =>
        (await TryAsync(ProvisioningVerb.Activate, request)).ShouldBeOfType<ProvisioningOutcome.Ran>().Report;

    public async Task<ProvisioningReport> DeactivateAsync(bool release = false, bool dry = false) =>
        (await TryAsync(ProvisioningVerb.Deactivate, new ProvisioningRequest(dry, Release: release)))
            .ShouldBeOfType<ProvisioningOutcome.Ran>().Report;

    public async Task<CentreProvision> ProvisionAsync() =>
        (await Book.FindAsync(Centre, Cancellation)).ShouldNotBeNull();

    /// <summary>Asks the database itself.</summary>
    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var command = _services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation) is T answer ? answer : default;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
