using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sessions.Network;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Gateway.Brain.Mcp;

/// <summary>
/// One workspace's connection to one server: opened when it is first wanted, and again after a growing pause when it
/// broke. While the server is away it has no tools.
/// </summary>
internal sealed partial class McpConnection(
    string workspace, McpServer server, McpEgress egress, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int MostPages = 8;
    private const int MostDoublings = 6;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<IReadOnlyList<McpListing>>? _listing;
    private HttpClient? _http;
    private McpClient? _client;
    private DateTimeOffset _until;
    private int _failures;
    private bool _isBroken;

    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>How long a turn waits for the list of tools; it then goes on without them.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a list of tools is kept.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause after the first failure; it doubles with each that follows, six times at the most.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The server.</summary>
    public McpServer Server { get; } = server;

    /// <summary>Its tools; none while it is away. Never fails but by cancellation.</summary>
    public async Task<IReadOnlyList<McpListing>> ListAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<McpListing>> listing;
        lock (_lock)
        {
            if (_listing is { IsCompleted: true } && time.GetUtcNow() >= _until)
                _listing = null;
            // Shared by all turns that want it, so no single turn's end may end it.
            listing = _listing ??= Task.Run(ListOrRestAsync, CancellationToken.None);
        }

        try
        {
            return await listing.WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">As the server calls it.</param>
    /// <param name="arguments">An object.</param>
    /// <param name="key">Tells the server that two calls are one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it answered; null when it could not be asked or broke off.</returns>
    /// <exception cref="ResponseTooLargeException">It answered more than is held. Others' calls go on.</exception>
    public async Task<CallToolResult?> CallAsync(
        string tool, JsonElement arguments, string key, CancellationToken cancellationToken)
    {
        if (_client is not { } client || _isBroken)
            return null;
        try
        {
            return await client.CallToolAsync(
                new CallToolRequestParams
                {
                    Name = tool,
                    Arguments = arguments.EnumerateObject().ToDictionary(one => one.Name, one => one.Value),
                    Meta = new JsonObject { ["gateway/idempotencyKey"] = key },
                },
                cancellationToken);
        }
        catch (McpProtocolException refusal)
        {
            // It answers, and does not want this.
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = refusal.Message }] };
        }
        catch (Exception exception) when (IsTooLarge(exception))
        {
            // Each call has a response of its own: this one was broken off, and the connection stands.
            Log.TooLarge(logger, workspace, Server.Id);
            throw new ResponseTooLargeException();
        }
        catch (McpException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Its stream ended without a reply: that is this call's, and says nothing of the others.
            Log.Unanswered(logger, exception, workspace, Server.Id);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Broke(logger, exception, workspace, Server.Id);
            lock (_lock)
            {
                _isBroken = true;
                _until = time.GetUtcNow();
            }

            return null;
        }
    }

    /// <summary>Closes it once the calls that run have had their time.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Server.TimeoutSeconds), time, _closing.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The process ends, and does not wait.
            return;
        }

        await DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync();
        if (_listing is { } listing)
            await listing;
        await DropAsync();
        _closing.Dispose();
    }

    private async Task<IReadOnlyList<McpListing>> ListOrRestAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Server.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closing.Token);
        try
        {
            var client = await OpenAsync(either.Token);
            var tools = McpListing.Of(Server, await PagesAsync(client, either.Token));
            lock (_lock)
                (_failures, _until) = (0, time.GetUtcNow() + Kept);
            return tools;
        }
        catch (Exception exception)
        {
            if (!_closing.IsCancellationRequested)
                Log.Away(logger, exception, workspace, Server.Id);
            await DropAsync();
            lock (_lock)
            {
                _until = time.GetUtcNow() + (Pause * (1 << _failures));
                _failures = Math.Min(_failures + 1, MostDoublings);
            }

            return [];
        }
    }

    private async Task<McpClient> OpenAsync(CancellationToken cancellationToken)
    {
        if (_client is { } open && !_isBroken && !open.Completion.IsCompleted)
            return open;
        await DropAsync();
        var http = _http = egress.Open(Server);
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = Server.Url,
                AdditionalHeaders = Server.Headers.ToDictionary(),
                TransportMode = HttpTransportMode.StreamableHttp,
                ConnectionTimeout = TimeSpan.FromSeconds(Server.TimeoutSeconds),
                EnableStandaloneGetStream = false,
                MaxReconnectionAttempts = 1,
            },
            http);
        // It has nothing to ask us: no sampling, no roots, no elicitation.
        var client = await McpClient.CreateAsync(
            transport,
            new McpClientOptions
            {
                ClientInfo = new Implementation { Name = "gateway", Version = "1" },
                InitializationTimeout = TimeSpan.FromSeconds(Server.TimeoutSeconds),
            },
            cancellationToken: cancellationToken);
        _isBroken = false;
        return _client = client;
    }

    private static async Task<List<Tool>> PagesAsync(McpClient client, CancellationToken cancellationToken)
    {
        List<Tool> tools = [];
        string? cursor = null;
        for (var page = 0; page < MostPages && tools.Count < McpListing.MostTools; page++)
        {
            var listed = await client.ListToolsAsync(
                new ListToolsRequestParams { Cursor = cursor }, cancellationToken);
            tools.AddRange(listed.Tools);
            cursor = listed.NextCursor;
            if (cursor is null)
                break;
        }

        return tools;
    }

    private async Task DropAsync()
    {
        var (client, http) = (_client, _http);
        (_client, _http) = (null, null);
        // A server that is away cannot be told goodbye.
        http?.CancelPendingRequests();
        try
        {
            if (client is not null)
                await client.DisposeAsync().AsTask().WaitAsync(Goodbye, time);
        }
        catch (Exception exception)
        {
            Log.Away(logger, exception, workspace, Server.Id);
        }

        http?.Dispose();
    }

    private static bool IsTooLarge(Exception? exception) => exception switch
    {
        null => false,
        ResponseTooLargeException => true,
        AggregateException several => several.InnerExceptions.Any(IsTooLarge),
        _ => IsTooLarge(exception.InnerException),
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Workspace {Workspace}: MCP server {Server} is away")]
        public static partial void Away(ILogger logger, Exception exception, string workspace, string server);

        [LoggerMessage(LogLevel.Warning, "Workspace {Workspace}: a call of MCP server {Server} was not answered")]
        public static partial void Unanswered(ILogger logger, Exception exception, string workspace, string server);

        [LoggerMessage(LogLevel.Warning, "Workspace {Workspace}: an answer of MCP server {Server} was too large")]
        public static partial void TooLarge(ILogger logger, string workspace, string server);

        [LoggerMessage(LogLevel.Warning, "Workspace {Workspace}: a call of MCP server {Server} broke off")]
        public static partial void Broke(ILogger logger, Exception exception, string workspace, string server);
    }
}
