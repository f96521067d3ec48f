using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.Testing;

namespace Gateway.Benchmarks;

/// <summary>
/// One connection of Twilio's: sends a signed webhook of an SMS, reads the answer, and sends the next over the same
/// connection.
/// </summary>
internal sealed class WebhookConnection : IAsyncDisposable
{
    /// <summary>The path, on both servers.</summary>
    public const string Path = "/webhooks/twilio/messages";

    /// <summary>Where Twilio believes it calls.</summary>
    public const string PublicUrl = "https://gateway.example.test";

    public const string Number = "+33700000001";
    public const string AccountSid = "AC00000000000000000000000000000b02";
    public const string AuthToken = "fake-token-for-benchmarks";

    private readonly Socket _socket;
    private readonly byte[] _answer = new byte[4 * 1024];

    private WebhookConnection(Socket socket) => _socket = socket;

    public static async Task<WebhookConnection> ConnectAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        return new WebhookConnection(socket);
    }

    /// <summary>A webhook as it goes over the wire. Each is another message.</summary>
    /// <param name="number">Which message.</param>
    /// <param name="contacts">How many people write, in turn.</param>
    /// <param name="line">Which of our numbers they write to.</param>
    public static byte[] Create(long number, int contacts, string line = Number)
    {
        var sid = string.Create(CultureInfo.InvariantCulture, $"SM{number:x32}");
        List<KeyValuePair<string, string>> form =
        [
            new("ToCountry", "FR"), new("ToState", ""), new("SmsMessageSid", sid), new("NumMedia", "0"),
            new("ToCity", ""), new("FromZip", ""),
            new("SmsSid", sid), new("FromState", ""), new("SmsStatus", "received"), new("FromCity", ""),
            new("Body", $"Bonjour, avez-vous encore la cocotte en fonte bleue ? ({number})"), new("FromCountry", "FR"),
            new("To", line), new("ToZip", ""),
            new("NumSegments", "1"), new("MessageSid", sid), new("AccountSid", AccountSid),
            new("From", string.Create(CultureInfo.InvariantCulture, $"+336{number % contacts:00000000}")),
            new("ApiVersion", "2010-04-01"),
        ];
        var body = string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {Path} HTTP/1.1\r\nHost: gateway.example.test\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nX-Twilio-Signature: {FakeTwilioSigner.Sign(AuthToken, PublicUrl + Path, form)}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\nI-Twilio-Idempotency-Token: {Guid.NewGuid()}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    /// <summary>Sends one and waits for its answer.</summary>
    /// <returns>When the answer was there.</returns>
    /// <exception cref="InvalidOperationException">It was not taken.</exception>
    public async Task<long> SendAsync(byte[] webhook)
    {
        await _socket.SendAsync(webhook);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            length += read;
        }
        while (!IsWhole(_answer.AsSpan(0, length)));
        return Stopwatch.GetTimestamp();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer) => answer.EndsWith("<Response/>"u8)
        ? answer.StartsWith("HTTP/1.1 200 "u8)
            ? true
            : throw new InvalidOperationException(Encoding.ASCII.GetString(answer))
        : answer.Length > 12 && !answer.StartsWith("HTTP/1.1 200 "u8)
            ? throw new InvalidOperationException(Encoding.ASCII.GetString(answer))
            : false;
}
