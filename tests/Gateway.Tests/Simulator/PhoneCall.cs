using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Tests.Simulator;

/// <summary>A call from the simulator's telephone, as its page places it.</summary>
internal sealed class PhoneCall : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonElement> _told = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Who calls.</summary>
    public string Number { get; } = $"+3363998{RandomNumberGenerator.GetInt32(10_000):0000}";

    /// <summary>Bytes of sound that were heard, silence not counted.</summary>
    public int Heard { get; private set; }

    /// <summary>Calls a workspace.</summary>
    public static async Task<PhoneCall> PlaceAsync(Uri simulator, string workspace)
    {
        var call = new PhoneCall();
        var address = new UriBuilder(simulator)
        {
            Scheme = "ws",
            Path = "/simulator/call",
            Query = $"workspace={workspace}&from={Uri.EscapeDataString(call.Number)}",
        };
        using var deadline = new CancellationTokenSource(Longest);
        await call._socket.ConnectAsync(address.Uri, deadline.Token);
        return call;
    }

    /// <summary>Types words, which are spoken into the line.</summary>
    public Task SayAsync(string text) => TellAsync(new { type = "say", text });

    /// <summary>Does something else.</summary>
    public Task TellAsync(object said) => _socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(said), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>Waits until something is told that was not waited for before.</summary>
    /// <param name="type">What kind it is.</param>
    /// <param name="text">What its words contain; null for any.</param>
    public Task<JsonElement> WaitForAsync(string type, string? text = null) => WaitForAsync([type], text);

    /// <summary>The same for the first of several kinds.</summary>
    public async Task<JsonElement> WaitForAsync(string[] types, string? text)
    {
        using var deadline = new CancellationTokenSource(Longest);
        while (true)
        {
            var at = _told.FindIndex(told => types.Contains(told.GetProperty("type").GetString())
                && (text is null || (told.TryGetProperty("text", out var words)
                    && words.GetString()!.Contains(text, StringComparison.OrdinalIgnoreCase))));
            if (at >= 0)
            {
                var found = _told[at];
                _told.RemoveRange(0, at + 1);
                return found;
            }

            await ReceiveAsync(string.Join(" or ", types), text, deadline.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReceiveAsync(string type, string? text, CancellationToken deadline)
    {
        var length = 0;
        ValueWebSocketReceiveResult part;
        try
        {
            do
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), deadline);
                length += part.Count;
            }
            while (!part.EndOfMessage);
        }
        catch (OperationCanceledException over)
        {
            throw new TimeoutException(
                $"Nobody told {type} {text}; told was: {string.Join('\n', _told)}", over);
        }

        if (part.MessageType == WebSocketMessageType.Close)
            throw new InvalidOperationException($"It ended before {type} {text}; told was: {string.Join('\n', _told)}");
        if (part.MessageType == WebSocketMessageType.Binary)
            Heard += _buffer.AsSpan(0, length).Count((byte)0xFF) == length ? 0 : length;
        else
            _told.Add(JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length)));
    }
}
