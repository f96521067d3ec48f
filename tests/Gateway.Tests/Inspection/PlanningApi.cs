using System.Text.Json.Serialization;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Statistics;
using Gateway.Brain.Records;
using Gateway.Inspection.Planning;
using Gateway.Inspection.Statistics;
using Gateway.Operators;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Gateway.Tests.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.Inspection;

/// <summary>
/// The planning's endpoints on a database of their own, for two centres. The header <c>X-Only</c> stands for a key of
/// one workspace.
/// </summary>
public sealed class PlanningApi : IAsyncLifetime
{
    public const string Centre = "demo-centre";
    public const string Other = "other-centre";

    private PostgresServer _postgres = null!;
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Monday, 30 November 2026, 8:00 in Paris.</summary>
    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 11, 30, 7, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString()));
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IWorkspaces>(new FixedWorkspaces(Read(Centre), Read(Other)));
        builder.Services.AddWholeRecords();
        builder.Services.AddSingleton<CentreLookup>();
        builder.Services.AddPlanning();
        builder.Services.AddSingleton<CentreStatistics>();
        _app = builder.Build();
        _app.UseExceptionHandler();
        _app.UseStatusCodePages();
        _app.Use((context, next) =>
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
        _app.MapGroup("/api").MapPlanning().MapCentreStatistics();
        await _app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        await _app.StartAsync();
    }

    public async Task ForgetAsync()
    {
        await using var command = _app.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand(
                "TRUNCATE appointments, bay_times, waiting_entries, archived_sessions, archived_turns, "
                + "archived_decisions, archived_entries CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs SQL on its database.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = _app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    // The demo's own file, under another id too.
    private static Workspace Read(string id)
    {
        var file = File.ReadAllText(Path.Combine(GatewayProcess.Root, "workspaces/demo-centre.json"))
            .Replace("\"demo-centre\"", $"\"{id}\"", StringComparison.Ordinal);
        var read = TestReaders.Of(_ => null).ReadFile($"{id}.json", System.Text.Encoding.UTF8.GetBytes(file));
        return read.Workspace ?? throw new InvalidOperationException($"{read.Errors[0]}");
    }
}
