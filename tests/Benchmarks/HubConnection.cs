using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Gateway.Benchmarks;

/// <summary>
/// One visitor: SignalR's JSON protocol over a WebSocket, without negotiation and without reading more of a message
/// than it takes to tell what it is, so that the load costs as little as can be.
/// </summary>
internal sealed class HubConnection : IAsyncDisposable
{
    private const byte EndOfMessage = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _received = new byte[16 * 1024];
    private readonly bool _endsWithEntry;
    private readonly bool _knowsWords;
    private int _kept;
    private int _turns;

    private HubConnection(bool endsWithEntry, bool knowsWords) =>
        (_endsWithEntry, _knowsWords) = (endsWithEntry, knowsWords);

    /// <summary>In how many pieces the answers came so far.</summary>
    public long Pieces { get; private set; }

    /// <summary>Connects and starts the conversation.</summary>
    /// <param name="address">The hub.</param>
    /// <param name="endsWithEntry">Whether a turn ends with the agent's entry (the gateway) or with the answer to
    /// <c>Send</c> (the bare hub).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="siteKey">Whose visitor it is.</param>
    /// <param name="knowsWords">Whether the answers are <see cref="MeasuredServer.Words"/>; else they are the model's
    /// affair.</param>
    public static async Task<HubConnection> ConnectAsync(
        Uri address, bool endsWithEntry, CancellationToken cancellationToken, string siteKey = OneWorkspace.SiteKey,
        bool knowsWords = true)
    {
        var connection = new HubConnection(endsWithEntry, knowsWords);
        connection._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await connection._socket.ConnectAsync(address, cancellationToken);
        await connection.SendTextAsync("{\"protocol\":\"json\",\"version\":1}", cancellationToken);
        await connection.ReceiveUntilAsync(message => message.SequenceEqual("{}"u8), cancellationToken);
        await connection.SendTextAsync(
            $$"""{"type":1,"invocationId":"0","target":"Start","arguments":[{"siteKey":"{{siteKey}}"}]}""",
            cancellationToken);
        await connection.ReceiveUntilAsync(message => IsCompletion(message, "the start"), cancellationToken);
        return connection;
    }

    /// <summary>Writes one message and waits for the end of its turn.</summary>
    /// <returns>When the first delta was there, as a timestamp.</returns>
    public async Task<long> TurnAsync(CancellationToken cancellationToken)
    {
        _turns++;
        await SendTextAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"type":1,"invocationId":"{{_turns}}","target":"Send","arguments":[{"clientMessageId":"m{{_turns}}","text":"Bonjour, avez-vous une théière ?"}]}"""),
            cancellationToken);
        var firstDelta = 0L;
        var (length, isAnswered, hasEntry) = (0, false, false);
        await ReceiveUntilAsync(message =>
        {
            if (IsEvent(message, "\"delta\""u8))
            {
                if (length == 0)
                    firstDelta = Stopwatch.GetTimestamp();
                Pieces++;
                var (index, text) = PieceOf(message);
                length = !_knowsWords || index == length
                    ? length + text
                    : throw new InvalidOperationException($"A piece at {index} after {length} units.");
            }
            else if (IsEvent(message, "\"entry\""u8))
            {
                hasEntry |= message.IndexOf("\"role\":\"agent\""u8) >= 0;
            }
            else if (IsCompletion(message, "a message"))
            {
                isAnswered = true;
            }

            return isAnswered && (hasEntry || !_endsWithEntry);
        }, cancellationToken);
        return !_knowsWords || length == MeasuredServer.Length
            ? firstDelta
            : throw new InvalidOperationException($"{length} units instead of {MeasuredServer.Length}.");
    }

    /// <summary>Tells the server that we are still there; it hangs up after 30 s without a word.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => SendTextAsync("{\"type\":6}", cancellationToken);

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsEvent(ReadOnlySpan<byte> message, ReadOnlySpan<byte> target) =>
        message.StartsWith("{\"type\":1,\"target\":"u8)
            && message["{\"type\":1,\"target\":"u8.Length..].StartsWith(target);

    /// <summary>
    /// Where a delta's text belongs, and how many UTF-16 units it has; of the words that are measured none needs an
    /// escape.
    /// </summary>
    private static (int Index, int Length) PieceOf(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf("\"index\":"u8) + "\"index\":"u8.Length;
        if (!Utf8Parser.TryParse(message[at..], out int index, out _))
            throw new InvalidOperationException("A delta without an index.");
        var text = message[(message.IndexOf("\"text\":\""u8) + "\"text\":\""u8.Length)..message.LastIndexOf("\"}"u8)];
        return (index, Encoding.UTF8.GetCharCount(text));
    }

    private static bool IsCompletion(ReadOnlySpan<byte> message, string of)
    {
        if (!message.StartsWith("{\"type\":3"u8))
            return false;
        return message.IndexOf("\"error\""u8) < 0
            ? true
            : throw new InvalidOperationException($"The server refused {of}: {Encoding.UTF8.GetString(message)}");
    }

    private Task SendTextAsync(string json, CancellationToken cancellationToken)
    {
        var message = new byte[Encoding.UTF8.GetByteCount(json) + 1];
        Encoding.UTF8.GetBytes(json, message);
        message[^1] = EndOfMessage;
        return _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    private delegate bool Last(ReadOnlySpan<byte> message);

    private async Task ReceiveUntilAsync(Last isLast, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_kept == _received.Length)
                throw new InvalidOperationException("A message is longer than the generator expects.");
            var received = await _socket.ReceiveAsync(_received.AsMemory(_kept), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException("The server hung up.");
            var length = _kept + received.Count;
            var (from, found) = (0, false);
            for (int end; (end = _received.AsSpan(from, length - from).IndexOf(EndOfMessage)) >= 0; from += end + 1)
                found |= isLast(_received.AsSpan(from, end));
            _received.AsSpan(from, length - from).CopyTo(_received);
            _kept = length - from;
            if (found)
                return;
        }
    }
}
