using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Channels;
using Gateway.Channels.Delivery;
using Gateway.Channels.Media;
using Gateway.Channels.Sms;
using Gateway.Channels.Telegram;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice;
using Gateway.Channels.Web;
using Gateway.Channels.WhatsApp;
using Gateway.Embedded;
using Gateway.Inspection;
using Gateway.Installation;
using Gateway.Sales;
using Gateway.Sessions.Workspaces;
using Gateway.Shop;
using Gateway.Solutions;
using Gateway.Workspaces;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway;

/// <summary>The host's own part of its composition; each folder brings the rest.</summary>
internal static class Composition
{
    /// <summary>Reads and checks the section <c>Gateway</c>.</summary>
    public static GatewayOptions AddGatewayOptions(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddOtherSpellings();
        var options = GatewayOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new PublicAddress(options.PublicUrl));
        builder.Services.Configure<CatalogueOptions>(builder.Configuration.GetSection("Catalogue"));
        builder.Services.Configure<CatalogueOptions>(catalogue => catalogue.WorkspacesPath = options.WorkspacesPath);
        builder.AddShutdown();
        return options;
    }

    /// <summary>
    /// Adds the channels, and what delivers and fetches for all of them. A new channel is one line here.
    /// </summary>
    public static IServiceCollection AddChannels(
        this IServiceCollection services, IConfiguration configuration, string dataPath) => services
        .AddWebChannel(configuration)
        .AddMedia(configuration, dataPath)
        .AddTwilio(configuration)
        .AddSms(configuration)
        .AddWhatsApp(configuration)
        .AddTelegram(configuration)
        .AddVoice(configuration)
        .AddDelivery(configuration);

    /// <summary>What the channels are, for who reads workspace files without a host.</summary>
    public static KnownChannels ChannelsWithoutHost(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddChannels(configuration, dataPath: "").BuildServiceProvider();
        return new KnownChannels(services.GetServices<ChannelTraits>());
    }

    /// <summary>Adds the solutions, and what knows all of them. A new solution is one line here.</summary>
    public static IServiceCollection AddSolutions(this IServiceCollection services)
    {
        services.TryAddSingleton<KnownSolutions>();
        return services
            .AddShopSolution()
            .AddInspectionSolution()
            .AddSalesSolution();
    }

    /// <summary>The solutions, for who reads workspace files without a host.</summary>
    public static KnownSolutions SolutionsWithoutHost()
    {
        using var services = new ServiceCollection().AddSolutions().BuildServiceProvider();
        return new KnownSolutions(services.GetServices<ISolutionInfo>());
    }

    /// <summary>Reads the descriptions of workspaces, for who runs without a host.</summary>
    public static WorkspaceReader ReaderWithoutHost(IConfiguration configuration) => new(
        name => configuration[name], new ChannelReader(ChannelsWithoutHost(configuration)), SolutionsWithoutHost());

    /// <summary>The workspaces of files and of the table, for who runs without a host.</summary>
    public static IReadOnlyList<Workspace> ReadWithoutHost(IConfiguration configuration, GatewayOptions options) =>
        WorkspacesWithoutHost.Read(configuration, options, ReaderWithoutHost(configuration));

    /// <summary>
    /// Starts the servers that no connection string names. Ctrl-C gives the start up and leaves nothing running.
    /// </summary>
    public static async Task<EmbeddedServers> StartEmbeddedServersAsync(
        this WebApplicationBuilder builder, GatewayOptions options)
    {
        using var stop = new StopSignals();

        // The servers outlive the host that is built after them, and so does what they log to.
        var logging = LoggerFactory.Create(logging =>
            logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        return await EmbeddedServers.StartAsync(
            builder.Configuration, options, logging.CreateLogger("Gateway.Embedded"), stop.Token);
    }

    /// <summary>Brings the database up to this version's schema before anything asks it.</summary>
    public static Task PrepareRecordsAsync(this WebApplication app) =>
        app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(app.Lifetime.ApplicationStopping);
}
