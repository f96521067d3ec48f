using Gateway.Brain.Crm;
using Gateway.Brain.Records;
using Gateway.Brain.Shop;
using Gateway.Operators;
using Gateway.Shop;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Tests.Shop;

/// <summary>
/// The owner's page on a database of its own, with what the test puts into the archive. The header <c>X-Only</c> stands
/// for a key of one workspace.
/// </summary>
public sealed class UnderstandingApi : IAsyncLifetime
{
    private PostgresServer _postgres = null!;
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.First());

    private NpgsqlDataSource Database => _app.Services.GetRequiredService<NpgsqlDataSource>();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(_postgres.ConnectionString()));
        builder.Services.AddWholeRecords().AddCrm();
        builder.Services.AddShop();
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
        _app.MapGroup("/api").MapUnderstanding();
        await _app.Services.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        await _app.StartAsync();
    }

    public async Task ForgetAsync()
    {
        await using var command = Database.CreateCommand("TRUNCATE archived_sessions, archived_decisions");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Puts a note into the archive, as a turn of that session leaves it.</summary>
    public async Task NoteAsync(
        string? words, string kind = "noAnswer", string session = "s-1", string workspace = "demo-shop",
        string locale = "fr", int daysAgo = 0, string? about = null, string rule = "missed")
    {
        await using var command = Database.CreateCommand(
            """
            INSERT INTO archived_sessions
              (session_id, workspace, channel, address, locale, status, last_seq, created_at, updated_at)
            VALUES (@session, @workspace, 'web', 'visitor', 'fr', 'open', 2, now(), now())
            ON CONFLICT DO NOTHING;
            INSERT INTO archived_decisions
              (turn_id, number, session_id, agent, rule, reason, at, words, locale, about)
            SELECT @session || '-1', count(*), @session, 'shop-seller', @rule, @kind,
              now() - make_interval(days => @days, secs => 1000 - count(*)), @words, @locale, @about
            FROM archived_decisions
            """);
        command.Parameters.AddWithValue("session", session);
        command.Parameters.AddWithValue("workspace", workspace);
        command.Parameters.AddWithValue("rule", rule);
        command.Parameters.AddWithValue("kind", kind);
        command.Parameters.AddWithValue("days", daysAgo);
        command.Parameters.AddWithValue("words", words ?? (object)DBNull.Value);
        command.Parameters.AddWithValue("locale", locale);
        command.Parameters.AddWithValue("about", about ?? (object)DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
