using Gateway.Channels;
using Gateway.Channels.Media;
using Gateway.Channels.Sms;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>The servers that webhooks are sent to.</summary>
internal static class WebhookServer
{
    /// <summary>Reads the form, answers, keeps nothing: the yardstick.</summary>
    public const string Bare = "form";

    /// <summary>
    /// The gateway's real endpoint and engine; turns wait for longer than is measured, so that taking in is all there
    /// is.
    /// </summary>
    public const string Accept = "accept";

    /// <summary>The same with turns as they are by default, by a model that costs nothing.</summary>
    public const string Turns = "webhook";

    private static readonly byte[] Nothing = "<Response/>"u8.ToArray();

    public static async Task AddAsync(WebApplicationBuilder builder, string redis, bool runsTurns)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Twilio:AccountSid"] = WebhookConnection.AccountSid,
            ["Twilio:AuthToken"] = WebhookConnection.AuthToken,
            ["Twilio:ApiBaseUrl"] = "http://127.0.0.1:9",
            ["Twilio:ReconcileSeconds"] = "0",
        });
        var sms = new WorkspaceChannel
        {
            Kind = ChannelKind.Sms,
            Line = WebhookConnection.Number,
            DebounceMs = runsTurns ? null : 24 * 3_600_000
        };
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<IWorkspaces>(
            new FixedWorkspaces(new Workspace { Id = "bench", Name = "Bench", Solution = "shop", Channels = [sms] }));
        builder.Services.AddSingleton<IConsents, NoConsents>();
        builder.Services.AddSingleton<ITurnHandler, FreeModel>();
        builder.Services.AddSingleton(new PublicAddress(new Uri(WebhookConnection.PublicUrl)));
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddMedia(builder.Configuration, Path.Combine(Path.GetTempPath(), "gateway-benchmark-media"));
        builder.Services.AddTwilio(builder.Configuration);
        builder.Services.AddSms(builder.Configuration);
    }

    public static void MapBare(WebApplication app) => app.MapPost(WebhookConnection.Path, async (HttpContext http) =>
    {
        var form = await http.Request.ReadFormAsync();
        if (form["MessageSid"].Count == 0)
            throw new BadHttpRequestException("no form");
        http.Response.ContentType = "text/xml";
        http.Response.ContentLength = Nothing.Length;
        await http.Response.Body.WriteAsync(Nothing);
    });

    /// <summary>No one has ever said anything about being written to.</summary>
    internal sealed class NoConsents : IConsents
    {
        public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<SendingPermission> MaySendAsync(
            Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
            CancellationToken cancellationToken) =>
            Task.FromResult(SendingPermission.Allowed);

        public Task NoteSentAsync(
            Session session, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
