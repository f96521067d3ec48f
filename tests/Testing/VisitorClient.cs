using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Gateway.Testing;

/// <summary>
/// A visitor who chats, with SignalR's own client. What such a client never sends is sent by <see cref="HubClient"/>.
/// </summary>
public sealed class VisitorClient : HubEvents, IAsyncDisposable
{
    private static readonly string[] EventNames = ["delta", "entry", "typing", "status", "receipt"];

    private readonly HubConnection _hub;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private VisitorClient(HubConnection hub)
    {
        _hub = hub;
        foreach (var name in EventNames)
            hub.On<JsonNode>(name, argument => Hear(name, argument));
        hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Ends when the server or the network closed the connection.</summary>
    public Task Closed => _closed.Task;

    /// <exception cref="HubRefusedException">The server went before the connection stood.</exception>
    /// <exception cref="WebSocketException">The server takes no connection.</exception>
    public static async Task<VisitorClient> ConnectAsync(Uri server, string? origin = null)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server, "/hubs/chat"), options =>
            {
                options.SkipNegotiation = true;
                options.Transports = HttpTransportType.WebSockets;
                if (origin is not null)
                    options.Headers["Origin"] = origin;
            })
            .Build();
        var visitor = new VisitorClient(hub);
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await hub.StartAsync(deadline.Token);
            return visitor;
        }
        catch (Exception error)
        {
            await visitor.DisposeAsync();
            // It went before hands were shaken.
            if (error is HubException or InvalidOperationException)
                throw Ended();
            throw;
        }
    }

    /// <summary>Calls a method and gives its result.</summary>
    /// <exception cref="HubRefusedException">The server answered with an error, or has gone.</exception>
    public async Task<JsonNode?> CallAsync(string method, params object?[] arguments)
    {
        try
        {
            return await _hub.InvokeCoreAsync<JsonNode?>(method, arguments).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (HubException error) when (!error.Message.StartsWith("The server closed", StringComparison.Ordinal))
        {
            throw new HubRefusedException(error.Message);
        }
        catch (Exception error) when (error is HubException or InvalidOperationException or OperationCanceledException
            or WebSocketException or IOException)
        {
            throw Ended();
        }
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static HubRefusedException Ended() => new("closed: the connection has ended");
}
