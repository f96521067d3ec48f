using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Benchmarks;

/// <summary>
/// A connection of a provider's that brings one message after the other, to whatever server, and reads no more of an
/// answer than where it ends.
/// </summary>
internal sealed class TurnConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _answer = new byte[16 * 1024];

    private TurnConnection(Socket socket) => _socket = socket;

    public static async Task<TurnConnection> ConnectAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return new TurnConnection(socket);
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="InvalidOperationException">It was not taken.</exception>
    public async Task SendAsync(byte[] request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            length += read;
        }
        while (!IsWhole(_answer.AsSpan(0, length)));
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        if (!answer.StartsWith("HTTP/1.1 2"u8))
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
        var body = answer[(head + 4)..];
        const string Length = "\r\nContent-Length: ";
        var text = Encoding.ASCII.GetString(answer[..head]);
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? !text.Contains("chunked", StringComparison.OrdinalIgnoreCase) || body.EndsWith("0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(at + Length.Length)..], out int length, out _) && body.Length >= length;
    }
}
