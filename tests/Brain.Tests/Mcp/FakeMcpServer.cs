using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace Gateway.Brain.Tests.Mcp;

/// <summary>A server of the protocol on this machine, whose tools do what the test says.</summary>
internal sealed class FakeMcpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private FakeMcpServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMcpServer()
            .WithHttpTransport()
            .WithListToolsHandler((_, _) => ValueTask.FromResult(new ListToolsResult { Tools = Tools }))
            .WithCallToolHandler(async (request, cancellationToken) =>
            {
                Calls.Add(request.Params!);
                return await Answer(request.Params!, cancellationToken);
            });
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            Interlocked.Increment(ref _requests);
            Headers = context.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString());
            if (IsAway)
                context.Abort();
            else if (Redirect is { } elsewhere)
                context.Response.Redirect(elsewhere);
            else
                await next();
        });
        _app.MapMcp();
    }

    public List<Tool> Tools { get; } = [ToolOf("look_up"), ToolOf("create-ticket"), ToolOf("erase")];

    public Func<CallToolRequestParams, CancellationToken, Task<CallToolResult>> Answer { get; set; } =
        (_, _) => Text("done");

    public List<CallToolRequestParams> Calls { get; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public bool IsAway { get; set; }

    public string? Redirect { get; set; }

    public int Requests => _requests;

    public Uri Url => new(_app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<FakeMcpServer> StartAsync()
    {
        var server = new FakeMcpServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Tool ToolOf(string name, string description = "Does it.") => new()
    {
        Name = name,
        Description = description,
        InputSchema = JsonSerializer.Deserialize<JsonElement>(
            """{"type":"object","properties":{"note":{"type":"string"}}}"""),
    };

    public static Task<CallToolResult> Text(string text) =>
        Task.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = text }] });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
