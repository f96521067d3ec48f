using Gateway.Brain.Crm;
using Gateway.Brain.Prospects;
using Gateway.Brain.Records;
using Gateway.Brain.Sales.Statistics;
using Gateway.Brain.Shop;
using Gateway.Brain.Webhooks;
using Gateway.Operators;
using Gateway.Prospects;
using Gateway.Sales;
using Gateway.Testing;
using Gateway.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.Prospects;

/// <summary>
/// The prospects' endpoints on a database of their own. The header <c>X-Only</c> stands for a key of one workspace.
/// </summary>
public sealed class ProspectApi : IAsyncLifetime
{
    private PostgresServer _postgres = null!;
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.First());

    public ProspectRecorder Recorder => _app.Services.GetRequiredService<ProspectRecorder>();

    public ProspectBook Book => _app.Services.GetRequiredService<ProspectBook>();

    public TaskRecorder Tasks => _app.Services.GetRequiredService<TaskRecorder>();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString()));
        builder.Services.AddWholeRecords().AddCrm();
        builder.Services.AddSingleton<ProspectRecorder>();
        builder.Services.AddSingleton<ProspectOrders>();
        builder.Services.AddSingleton(new WebhookTargets(new Dictionary<string, WebhookTarget>
        {
            ["demo-sales"] = new WebhookTarget(new Uri("https://crm.example/hook"), new byte[24]),
        }));
        builder.Services.AddProspects();
        builder.Services.AddSingleton<SalesStatistics>();
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
        _app.MapGroup("/api").MapProspects().MapTasks().MapWebhooks().MapStatistics();
        await _app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        await _app.StartAsync();
    }

    public async Task ForgetProspectsAsync()
    {
        await using var command = _app.Services.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("TRUNCATE prospects, crm_tasks, webhook_deliveries CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
