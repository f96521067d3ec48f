using Gateway;
using Gateway.Api;
using Gateway.Archive;
using Gateway.Brain;
using Gateway.Brain.Records;
using Gateway.Callbacks;
using Gateway.Channels.Media;
using Gateway.Channels.Telegram;
using Gateway.Channels.Twilio;
using Gateway.Channels.Voice;
using Gateway.Channels.Web;
using Gateway.Commands;
using Gateway.Demo;
using Gateway.Doors;
using Gateway.Embedded.Servers;
using Gateway.Health;
using Gateway.HubSpot;
using Gateway.Inspection.AgentCalls;
using Gateway.Inspection.Calendars;
using Gateway.Inspection.Provisioning;
using Gateway.Mail;
using Gateway.Operators;
using Gateway.Prospects;
using Gateway.Replays;
using Gateway.Sales;
using Gateway.Sessions.Engine;
using Gateway.Simulator;
using Gateway.Solutions;
using Gateway.Stores;
using Gateway.Webhooks;
using Gateway.Widget;
using Gateway.Workspaces;

if (CommandLine.IsCommand(args))
    return await CommandLine.RunAsync(args);

Libc.CloseNewFiles();
try
{
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var options = builder.AddGatewayOptions();
    await using var servers = await builder.StartEmbeddedServersAsync(options);

    builder.AddSimulator(options, servers, () => Composition.ReadWithoutHost(builder.Configuration, options));
    builder.AddApi(options);
    builder.AddDoors(options);
    builder.Services.AddStores(builder.Configuration);
    builder.Services.AddRecords();
    KeyRing.Add(builder, options, servers);
    builder.Services.AddWorkspaces(builder.Configuration, options);
    builder.Services.AddSessions(builder.Configuration);
    builder.Services.AddBrain(builder.Configuration);
    builder.Services.AddSolutions();
    builder.Services.AddWebhooks(builder.Configuration);
    builder.Services.AddMail(builder.Configuration);
    builder.Services.AddHubSpot();
    builder.AddProvisioning();
    builder.Services.AddAgentCalls();
    builder.Services.AddChannels(builder.Configuration, options.DataPath);
    builder.Services.AddArchive();
    builder.Services.AddChannelStates();
    builder.Services.AddOperators();
    builder.Services.AddWidget();
    builder.Services.AddDemo(options.WorkspacesPath);

    await using var app = builder.Build();
    app.UseApi(options);
    app.UseShutdown();
    app.UseDoors();
    app.UseWellFormedRequests();
    app.UseWebOrigins();
    app.UseCors();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();

    app.MapOpenApi();
    app.MapHealth();
    app.MapWebChannel();
    app.MapMedia();
    app.MapTwilio();
    app.MapVoice();
    app.MapCallbacks();
    app.MapTelegram();
    app.MapHubSpot();
    app.MapCalendarFeeds();
    app.MapAgentCalls();
    app.MapWidget();
    app.MapDemoPages();
    app.MapSimulator();
    app.MapGroup("/api").RequireApiKey()
        .MapSessions().MapTurns().MapReplays().MapBeginning().MapParked().MapChannels().MapProspects().MapTasks()
        .MapWebhooks().MapStatistics().MapSolutions();

    await app.PrepareRecordsAsync();
    await app.PrepareWorkspacesAsync();
    await KeyRing.CheckAsync(app);
    await RecordedAddressKey.LoadAsync(app);
    await app.GreetWhenStartedAsync(options, servers);
    return await app.RunToExitCodeAsync();
}
catch (Exception e) when (StartFailure.Explain(e) is { } reason)
{
    await Console.Error.WriteLineAsync(reason);
    return 1;
}
