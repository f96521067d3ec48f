using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Testing;

/// <summary>What a hub method was refused with.</summary>
public sealed class HubRefusedException(string message) : Exception(message)
{
    /// <summary>The protocol's word for it.</summary>
    public string Code => Words.Split(':')[0];

    /// <summary>The words without what SignalR puts before them.</summary>
    public string Words => Message.Split("HubException: ", 2)[^1];
}

/// <summary>
/// A connection that sends whatever a test wants, frames included that a proper client never sends: SignalR's JSON
/// protocol over one WebSocket without negotiation (dotnet/aspnetcore, src/SignalR/docs/specs/HubProtocol.md). Who only
/// chats is a <see cref="VisitorClient"/>.
/// </summary>
public sealed class HubClient : HubEvents, IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> _calls = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _reading = Task.CompletedTask;
    private volatile bool _hasEnded;
    private int _lastCall;

    private HubClient()
    {
    }

    /// <summary>
    /// What the server said when it closed the connection; null when it has said nothing, empty when it gave no reason.
    /// </summary>
    public string? CloseWords { get; private set; }

    /// <summary>Ends when the server or the network closed the connection.</summary>
    public Task Closed => _reading;

    public static async Task<HubClient> ConnectAsync(Uri server, string? origin = null, string query = "")
    {
        var client = new HubClient();
        if (origin is not null)
            client._socket.Options.SetRequestHeader("Origin", origin);
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/chat", Query = query }.Uri;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await client._socket.ConnectAsync(address, deadline.Token);
        await client.SendRawAsync("""{"protocol":"json","version":1}""");
        client._reading = client.ReadAsync();
        return client;
    }

    /// <summary>Calls a method and gives its result.</summary>
    /// <exception cref="HubRefusedException">The server answered with an error.</exception>
    public Task<JsonNode?> CallAsync(string method, params object?[] arguments) =>
        CallRawAsync(method, JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web));

    /// <summary>Calls a method with arguments that are JSON already.</summary>
    public async Task<JsonNode?> CallRawAsync(string method, string arguments)
    {
        var id = Interlocked.Increment(ref _lastCall).ToString(CultureInfo.InvariantCulture);
        var call = _calls[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Who calls after the connection has ended is told as those who called before.
        if (_hasEnded)
            call.TrySetException(new HubRefusedException("closed: the connection has ended"));
        await SendRawAsync(
            $$"""{"type":1,"invocationId":"{{id}}","target":{{JsonSerializer.Serialize(method)}},"arguments":{{arguments}}}""");
        return await call.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task SendRawAsync(string message) =>
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(message + (char)RecordSeparator), WebSocketMessageType.Text, endOfMessage: true,
            _closing.Token);

    /// <summary>Sends bytes as they are, with the separator behind them.</summary>
    public async Task SendBytesAsync(byte[] message) =>
        await _socket.SendAsync(
            (byte[])[.. message, RecordSeparator], WebSocketMessageType.Text, endOfMessage: true, _closing.Token);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var received = await _socket.ReceiveAsync(buffer.GetMemory(16 * 1024), _closing.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                buffer.Advance(received.Count);
                if (!received.EndOfMessage)
                    continue;
                foreach (var message in Encoding.UTF8.GetString(buffer.WrittenSpan)
                    .Split((char)RecordSeparator, StringSplitOptions.RemoveEmptyEntries))
                    Take(JsonNode.Parse(message)!);
                buffer.ResetWrittenCount();
            }
        }
        catch (WebSocketException)
        {
            // The connection broke; whoever waits for a call is told below.
        }
        catch (OperationCanceledException)
        {
            // The test closes it.
        }

        _hasEnded = true;
        foreach (var call in _calls.Values)
            call.TrySetException(new HubRefusedException("closed: the connection has ended"));
    }

    private void Take(JsonNode message)
    {
        switch ((int?)message["type"])
        {
            case 1:
                Hear((string)message["target"]!, message["arguments"]![0]!);
                break;
            case 7:
                CloseWords = (string?)message["error"] ?? "";
                break;
            case 3 when _calls.TryRemove((string)message["invocationId"]!, out var call):
                if ((string?)message["error"] is { } error)
                    call.TrySetException(new HubRefusedException(error));
                else
                    call.TrySetResult(message["result"]);
                break;
        }
    }
}
