using Gateway.Brain;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Gateway.Channels;
using Gateway.Inspection.Calendars;
using Gateway.Inspection.Planning;
using Gateway.Operators;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Gateway.Tests.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.Inspection.Calendars;

/// <summary>
/// The demo centre with its planning, its calendars and a server that its own calendar is on. The header <c>X-Only</c>
/// stands for a key of one workspace.
/// </summary>
internal sealed class CalendarNode : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly WebApplication _app;

    private CalendarNode(PostgresServer postgres, WebApplication app, CalendarServer server) =>
        (_postgres, _app, Server) = (postgres, app, server);

    /// <summary>Where its own calendar is.</summary>
    public CalendarServer Server { get; }

    public ManualClock Clock => (ManualClock)_app.Services.GetRequiredService<TimeProvider>();

    public Centre Centre => Centre.Parse(_app.Services.GetRequiredService<IWorkspaces>().All.Single()).Centre!;

    public PlanningBook Book => _app.Services.GetRequiredService<PlanningBook>();

    public CalendarImporter Importer => _app.Services.GetRequiredService<CalendarImporter>();

    public CalendarsHealth Health => _app.Services.GetRequiredService<CalendarsHealth>();

    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts it on Monday, 30 November 2026, at 8:00 in Paris.</summary>
    public static async Task<CalendarNode> StartAsync()
    {
        var file = File.ReadAllText(Path.Combine(GatewayProcess.Root, "workspaces/demo-centre.json"))
            .Replace(
                "\"agentName\"", $"\"calendarUrl\": \"{CalendarServer.Address}\", \"agentName\"",
                StringComparison.Ordinal);
        var centre = TestReaders.Of(_ => null)
            .ReadFile("demo-centre.json", System.Text.Encoding.UTF8.GetBytes(file)).Workspace!;
        var postgres = await PostgresServer.StartAsync();
        var server = await CalendarServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<TimeProvider>(new ManualClock(
            new DateTimeOffset(2026, 11, 30, 7, 0, 0, TimeSpan.Zero)));
        builder.Services.AddSingleton(NpgsqlDataSource.Create(postgres.ConnectionString()));
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton<IWorkspaces>(new FixedWorkspaces(centre));
        builder.Services.AddSingleton(new PublicAddress(null));
        builder.Services.AddSingleton(provider => new CalendarClient(
            server.Open(), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<CentreLookup>();
        builder.Services.AddSingleton<CalendarMetrics>();
        builder.Services.AddSingleton<CalendarsHealth>();
        builder.Services.AddSingleton<CalendarImporter>();
        // All that the gateway keeps: its migrations make no less.
        foreach (var part in new ServiceCollection().AddBrain(new ConfigurationBuilder().Build()).AddSolutions()
            .BuildServiceProvider().GetServices<IRecordsPart>())
            builder.Services.AddSingleton(part);
        builder.Services.AddRecords().AddPlanning().AddCalendars();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            context.User = ApiCaller.Identify(new ApiKey
            {
                Id = 1,
                Workspace = context.Request.Headers["X-Only"] is [{ } only] ? only : null,
                KeyHash = [],
                Name = "test",
                CreatedAt = default,
            });
            return next();
        });
        app.MapCalendarFeeds();
        app.MapGroup("/api").MapCalendars();
        await app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        return new CalendarNode(postgres, app, server);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Server.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
