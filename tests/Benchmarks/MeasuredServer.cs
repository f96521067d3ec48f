using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Gateway.Channels.Media;
using Gateway.Channels.Telegram;
using Gateway.Channels.Twilio;
using Gateway.Channels.Web;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateway.Benchmarks;

/// <summary>
/// The server's side: the bare hub, or the gateway's real web channel and session engine with a model that costs
/// nothing.
/// </summary>
internal static class MeasuredServer
{
    /// <summary>What the server prints once it listens; its address follows.</summary>
    public const string ListensAt = "listens at ";

    /// <summary>The hub's path, on both servers.</summary>
    public const string HubPath = "/hubs/chat";

    public const int Deltas = 20;

    /// <summary>The words of the answer.</summary>
    public static readonly string[] Words = [.. Enumerable.Range(1, Deltas)
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"Le mot numéro {i}, "))];

    /// <summary>UTF-16 units of the answer.</summary>
    public static readonly int Length = Words.Sum(word => word.Length);

    /// <summary>
    /// The words as both servers get them from their model: one after the other, at once, each when it is its turn.
    /// </summary>
    public static async IAsyncEnumerable<string> StreamAsync()
    {
        foreach (var word in Words)
        {
            if (!IsBurst)
                await Task.Yield();
            yield return word;
        }
    }

    /// <summary>
    /// All words in one go, which no model does: SignalR then writes them to the socket in one piece.
    /// </summary>
    private static readonly bool IsBurst = Environment.GetEnvironmentVariable("BENCH_BURST") == "1";

    /// <summary>Under which all servers of a run hash addresses: some come to a Redis that is filled.</summary>
    public static string AddressKey { get; } = Convert.ToBase64String(new byte[32]);

    public static async Task<int> RunAsync(string kind, string? redis, string? provider)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration["Sessions:AddressKey"] = AddressKey;
        switch (kind)
        {
            case "hub":
                builder.Services.AddSignalR(options =>
                {
                    options.MaximumReceiveMessageSize = 32 * 1024;
                    options.MaximumParallelInvocationsPerClient = 1;
                }).AddJsonProtocol(options => options.PayloadSerializerOptions = SessionJson.Options);
                break;
            case "gateway" or "limited":
                builder.Configuration["Web:SessionsPerMinute"] = "1000000";
                builder.Configuration["Web:MessagesPerMinute"] = kind == "limited" ? "100" : "1000000";
                builder.Configuration["Web:ConnectsPerMinute"] = kind == "limited" ? "300" : "1000000";
                builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis!));
                builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
                builder.Services.AddSingleton<IWorkspaces, OneWorkspace>()
                    .AddSingleton<IGreetings, OneWorkspace>()
                    .AddSingleton<ICallers, OneWorkspace>();
                builder.Services.AddSingleton<ITurnHandler, FreeModel>();
                builder.Services.AddSessions(builder.Configuration);
                builder.Services.AddWebChannel(builder.Configuration);
                break;
            case WebhookServer.Bare:
                break;
            case WebhookServer.Accept or WebhookServer.Turns:
                await WebhookServer.AddAsync(builder, redis!, runsTurns: kind == WebhookServer.Turns);
                break;
            case TurnServer.Sms or TurnServer.Telegram:
                await TurnServer.AddAsync(builder, kind, redis!, new Uri(provider!));
                break;
            default:
                await Console.Error.WriteLineAsync(
                    $"serve {kind}: expected hub, gateway, limited, form, accept, webhook, sms or telegram");
                return 2;
        }

        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        await using var app = builder.Build();
        switch (kind)
        {
            case "hub":
                app.MapHub<BareHub>(HubPath);
                break;
            case "gateway" or "limited":
                app.UseWebOrigins();
                app.UseCors();
                app.MapWebChannel();
                break;
            case WebhookServer.Bare:
                WebhookServer.MapBare(app);
                break;
            case TurnServer.Telegram:
                app.MapTelegram();
                break;
            default:
                app.MapMedia();
                app.MapTwilio();
                break;
        }

        app.MapGet("/memory", () => TypedResults.Text(JsonSerializer.Serialize(MemoryUse.Now())));
        await app.StartAsync();
        Console.WriteLine(ListensAt + app.Urls.First());
        // The load generator closes our input when it is done, or dies.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}

/// <summary>What a server holds after a full collection.</summary>
/// <param name="HeapBytes">Managed objects alive.</param>
/// <param name="WorkingSetBytes">Memory of the process.</param>
internal sealed record MemoryUse(long HeapBytes, long WorkingSetBytes)
{
    public static MemoryUse Now()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new MemoryUse(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}

/// <summary>The yardstick: streams the same deltas, keeps nothing, knows no session.</summary>
internal sealed class BareHub : Hub
{
    public Task<object> Start(JsonElement argument) =>
        Task.FromResult<object>(
            new { id = Context.ConnectionId, siteKey = argument.GetProperty("siteKey").GetString() });

    public async Task<object> Send(JsonElement argument)
    {
        var turn = argument.GetProperty("clientMessageId").GetString()!;
        var index = 0;
        await foreach (var word in MeasuredServer.StreamAsync())
        {
            await Clients.Caller.SendAsync("delta", new ReplyDelta(turn, index, word));
            index += word.Length;
        }

        return new { seq = 1 };
    }
}

/// <summary>A model that costs nothing: the same words at once.</summary>
internal sealed class FreeModel : ITurnHandler
{
    private static readonly TurnResult Result = new()
    {
        Entries =
        [new NewEntry(EntryRole.Agent, string.Concat(MeasuredServer.Words))],
        State = new SessionState("{}")
    };

    public async Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken)
    {
        await foreach (var word in MeasuredServer.StreamAsync().WithCancellation(cancellationToken))
            reply.Write(word);
        return Result;
    }
}

/// <summary>The one business that is measured.</summary>
internal sealed class OneWorkspace : IWorkspaces, IGreetings, ICallers
{
    public const string SiteKey = "bench";

    private static readonly Workspace Bench = new()
    {
        Id = "bench",
        Name = "Bench",
        Solution = "shop",
        Channels = [new WorkspaceChannel { Kind = ChannelKind.Web, Settings = new WebSettings { SiteKey = SiteKey } }],
    };

    private static readonly WorkspaceIndex Index = new([Bench]);

    public event Action<IReadOnlyCollection<Workspace>>? Changed
    {
        add { }
        remove { }
    }

    public IReadOnlyCollection<Workspace> All { get; } = [Bench];

    public bool TryGet(string? id, [NotNullWhen(true)] out Workspace? workspace) => Index.TryGet(id, out workspace);

    public bool TryGetByLine(
        string kind, string? line, [NotNullWhen(true)] out Workspace? workspace,
        [NotNullWhen(true)] out WorkspaceChannel? channel) =>
        Index.TryGetByLine(kind, line, out workspace, out channel);

    public Greeting For(Workspace workspace, string locale) => new("Bench", "", []);

    public Task<bool> MayActForAsync(HttpContext http, string workspace) => Task.FromResult(false);
}
